import { edgeAppsLayer, PREFETCH_LAYER } from "../../../model/layout.ts";
import type { Artifact } from "../../artifact.ts";
import type { PlacementEngine } from "../../engine.ts";
import { fileObjects } from "../native/volumes.ts";
import { workloadOf } from "../native/workload.ts";
import { commonWorkload } from "../shared-template.ts";
import { edgeApplication, type Target } from "./edge-application.ts";
import { imagePrePullJob } from "./image-pre-pull-job.ts";
import { edgeApplicationKinds } from "./kinds.ts";
import { targetSites } from "./target-sites.ts";
import { unsupportedByEdgeApplications } from "./unsupported.ts";

/**
 * KubeEdge 1.23: one EdgeApplication an app and hub, of which KubeEdge's controller makes a Deployment in the group of nodes of
 * each site. `replicas` is the number at one site, where native placement spreads them over a zone.
 *
 * Can: replicas, image, configuration and secrets that differ by region and zone. Cannot: jobs, claims, what is reached from
 * outside, apps that the centre hands out, sites that are clusters. Ports of an app are no Service, since none leads to pods on
 * edge nodes.
 */
export const kubeedgePlacement: PlacementEngine = {
  name: "kubeedge",
  kinds: edgeApplicationKinds,
  unsupported: unsupportedByEdgeApplications,
  lower: ({ app, cluster, tenant, zones }) => {
    const [first] = zones;
    const placed = zones.map((place) => ({ place, sites: targetSites(app, place.zone, cluster) }));
    const targets = placed.flatMap(({ place, sites }): readonly Target[] => {
      const own = workloadOf(app, place);
      return sites.map(({ name }) => ({ group: name, own }));
    });
    if (!first || app.isRetired || targets.length === 0) return [];
    const common = { ...commonWorkload(app, cluster, first), isRemote: true };
    const artifact: Artifact = {
      kind: "objects",
      audience: cluster,
      owner: app.path,
      // The controller writes with its own rights, into any namespace: whoever may write one has those, too.
      slot: {
        category: "app",
        layer: edgeAppsLayer(tenant.name),
        privileged: false,
        awaited: false,
        of: tenant.name,
      },
      objects: [...fileObjects(common), edgeApplication(common, targets)],
    };
    const jobs = placed.flatMap(({ place, sites }) => imagePrePullJob(app, place, sites));
    // They belong to no namespace, and so to no tenant.
    const slot = { category: "app", layer: PREFETCH_LAYER, privileged: false, awaited: false } as const;
    return jobs.length > 0
      ? [artifact, { kind: "objects", audience: cluster, owner: app.path, slot, objects: jobs }]
      : [artifact];
  },
};
