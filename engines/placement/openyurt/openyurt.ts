import { type App, unnamedZone } from "../../../constructs/app.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { Artifact, ClusterRef } from "../../artifact.ts";
import type { AppZone, PlacementEngine } from "../../engine.ts";
import { configMap } from "../native/config-map.ts";
import { claims, fileObjects } from "../native/volumes.ts";
import { type Workload, workloadOf } from "../native/workload.ts";
import { yurtAppSetKinds } from "./kinds.ts";
import { commonService, zoneIngress } from "./services.ts";
import { unsupportedByOpenYurtPlacement } from "./unsupported.ts";
import { yurtAppSet } from "./yurt-app-set.ts";

/**
 * OpenYurt 1.7: one YurtAppSet an app, which makes a Deployment in the pool of each zone that the app selects, and one Service
 * whose traffic stays in the pool. ConfigMaps, claims and what clients outside reach are the zone's own, as with native placement.
 *
 * Can: replicas, image, configuration, secrets, sites and traffic that differ by zone. Cannot: jobs, apps that the centre hands
 * out, a difference in one zone that leaves the pods of the others alone: OpenYurt keeps one revision for all pools.
 */
export const openyurt: PlacementEngine = {
  name: "openyurt",
  kinds: yurtAppSetKinds,
  unsupported: unsupportedByOpenYurtPlacement,
  lower: ({ app, cluster, tenant, zones }) => {
    const placed = zones.map((place) => ({ place, own: workloadOf(app, place) }));
    const common = commonWorkload(app, cluster, zones);
    const ofZones = placed.flatMap(({ place, own }): readonly Artifact[] => {
      const objects = zoneObjects(own, place.suffix ?? "");
      const slot = { tenant, zone: place.zone };
      return objects.length > 0 ? [{ kind: "objects", audience: cluster, owner: place.zone.path, slot, objects }] : [];
    });
    if (!common || app.isRetired) return ofZones;
    const objects = [yurtAppSet(common, placed), ...commonService(common)];
    return [{ kind: "objects", audience: cluster, owner: app.path, slot: { tenant }, objects }, ...ofZones];
  },
};

/** The app as it is where nothing differs by zone: what counts in the whole region of a hub is common to its pools. */
function commonWorkload(app: App, cluster: ClusterRef, [first]: readonly AppZone[]): Workload | undefined {
  if (!first) return undefined;
  const { suffix: _, sites: _sites, ...place } = first;
  const common = workloadOf(app, { ...place, nodeSelector: {} });
  const inRegion = cluster.kind === "hub" ? app.inZone(unnamedZone(cluster.region)) : app.plain;
  return { ...common, ...inRegion };
}

function zoneObjects(own: Workload, pool: string): readonly KubernetesObject[] {
  if (own.isRetired) return claims(own);
  return [
    ...(Object.keys(own.config).length > 0 ? [configMap(own)] : []),
    ...fileObjects(own),
    ...claims(own),
    ...zoneIngress(own, pool),
  ];
}
