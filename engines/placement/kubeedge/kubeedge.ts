import { type App, unnamedZone } from "../../../constructs/app.ts";
import { edgeAppsLayer } from "../../../model/layout.ts";
import type { Artifact, ClusterRef } from "../../artifact.ts";
import type { AppZone, PlacementEngine } from "../../engine.ts";
import { fileObjects } from "../native/volumes.ts";
import { type Workload, workloadOf } from "../native/workload.ts";
import { edgeApplication, type Target } from "./edge-application.ts";
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
    const common = commonWorkload(app, cluster, zones);
    const targets = zones.flatMap((place): readonly Target[] => {
      const own = workloadOf(app, place);
      return targetSites(app, place.zone, cluster).map(({ name }) => ({ group: name, own }));
    });
    if (!common || app.isRetired || targets.length === 0) return [];
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
    return [artifact];
  },
};

/** The app as it is where nothing differs by zone; what counts in all of a region is common on its hub. */
function commonWorkload(app: App, cluster: ClusterRef, [first]: readonly AppZone[]): Workload | undefined {
  if (!first) return undefined;
  const { suffix: _, sites: _sites, ...place } = first;
  const common = workloadOf(app, { ...place, nodeSelector: {} });
  const inRegion = cluster.kind === "hub" ? app.inZone(unnamedZone(cluster.region)) : app.plain;
  return { ...common, ...inRegion, isRemote: true };
}
