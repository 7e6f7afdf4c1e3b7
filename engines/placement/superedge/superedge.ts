import type { KubernetesObject } from "../../../model/manifest.ts";
import type { Artifact } from "../../artifact.ts";
import type { AppZone, PlacementEngine } from "../../engine.ts";
import { configObjects } from "../native/config-map.ts";
import { portsOf } from "../native/service.ts";
import { claims } from "../native/volumes.ts";
import type { Workload } from "../native/workload.ts";
import { nodePortsOnNodes } from "../node-ports.ts";
import { grid, serviceGrid } from "./grid.ts";
import { isOpen, plainWorkload, type ZoneWorkload, zonesGivenUp, zoneWorkload } from "./grid-workload.ts";
import { writtenByController } from "./ignored.ts";
import { gridKinds } from "./kinds.ts";
import { unsupportedBySuperEdge } from "./unsupported.ts";

/**
 * Grids of SuperEdge v0.9: one object an app on a hub, out of which a controller makes a Deployment a zone, or a StatefulSet
 * where there is a claim, and one Service whose traffic stays inside each zone. `replicas` is the number in a zone.
 *
 * Can: a template a zone, a zone that gets the app by the label of its first node. Cannot: jobs, an Ingress, sites
 * whose servers are no nodes of SuperEdge, fields that came after Kubernetes 1.22, such as a wait before the end without
 * a program.
 */
export const superedge: PlacementEngine = {
  name: "superedge",
  kinds: gridKinds,
  unsupported: unsupportedBySuperEdge,
  lower: (scope) => {
    const { app, cluster, tenant, zones } = scope;
    const [first] = zones;
    if (!first) return [];
    const own = zones.map((each) => ({ each, made: zoneWorkload(app, each) }));
    const ofZones = own.flatMap(({ each, made }): readonly Artifact[] => {
      const objects = zoneObjects(made);
      const slot = { tenant, zone: each.zone };
      return objects.length > 0 ? [{ kind: "objects", audience: cluster, owner: each.zone.path, slot, objects }] : [];
    });
    if (app.isRetired) return ofZones;
    const plain = plainWorkload(app, cluster, first);
    const isEverywhere = isOpen(app, plain, first);
    const made = own.map((each) => each.made);
    const whole = grid(plain, made, isEverywhere ? { without: zonesGivenUp(first) } : undefined);
    const isPlainSomewhere = isEverywhere || made.some((each) => each.own === undefined);
    const objects = [...(isPlainSomewhere ? configObjects(plain) : []), whole, ...services(plain)];
    const owner = ownerOf(first);
    const ignored = [writtenByController(whole)];
    const atHub: Artifact = { kind: "objects", audience: cluster, owner, slot: { tenant }, objects, ignored };
    return [...ofZones, atHub, ...nodePortsOnNodes(scope)];
  },
};

/** The hub, whose zones share the grid. */
function ownerOf({ zone: { region } }: AppZone): string {
  return region.hub?.path ?? region.path;
}

/** What no grid has: configuration, files and claims, under the zone's names. */
function zoneObjects({ workload, own }: ZoneWorkload): readonly KubernetesObject[] {
  if (workload.isRetired || own === undefined) return claims(workload);
  return [...configObjects(own), ...claims(own)];
}

function services(workload: Workload): readonly KubernetesObject[] {
  return portsOf(workload).length > 0 ? [serviceGrid(workload)] : [];
}
