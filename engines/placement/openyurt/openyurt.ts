import type { KubernetesObject } from "../../../model/manifest.ts";
import type { Artifact } from "../../artifact.ts";
import type { PlacementEngine } from "../../engine.ts";
import { configObjects } from "../native/config-map.ts";
import { claims } from "../native/volumes.ts";
import { type Workload, workloadOf } from "../native/workload.ts";
import { nodePortsOnNodes } from "../node-ports.ts";
import { commonWorkload } from "../shared-template.ts";
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
  lower: (scope) => {
    const { app, cluster, tenant, zones } = scope;
    const placed = zones.map((place) => ({ place, own: workloadOf(app, place) }));
    const ofZones = placed.flatMap(({ place, own }): readonly Artifact[] => {
      const objects = zoneObjects(own, place.suffix ?? "");
      const slot = { tenant, zone: place.zone };
      return objects.length > 0 ? [{ kind: "objects", audience: cluster, owner: place.zone.path, slot, objects }] : [];
    });
    const [first] = zones;
    if (!first || app.isRetired) return ofZones;
    const common = commonWorkload(app, cluster, first);
    const objects = [yurtAppSet(common, placed), ...commonService(common)];
    return [
      { kind: "objects", audience: cluster, owner: app.path, slot: { tenant }, objects },
      ...nodePortsOnNodes(scope),
      ...ofZones,
    ];
  },
};

function zoneObjects(own: Workload, pool: string): readonly KubernetesObject[] {
  if (own.isRetired) return claims(own);
  return [...configObjects(own), ...claims(own), ...zoneIngress(own, pool)];
}
