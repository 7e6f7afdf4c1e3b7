/** Marks the folders of reconcilers that may go by the next change, by the `retire` of the scopes above them. */

import type { Centre } from "../../constructs/centre.ts";
import type { Region } from "../../constructs/region.ts";
import type { Site } from "../../constructs/site.ts";
import { layerStateKey } from "../../model/life-state.ts";
import { mapFolders } from "./reconciler-folders.ts";
import type { Unit } from "./unit.ts";

/** Names of a cluster's reconcilers that the next change may remove. */
export function retiredOfCentre({ fleet }: Pick<Centre, "fleet">): ReadonlySet<string> {
  return new Set(fleet.spec.retire);
}

export function retiredOfHub({ fleet, spec }: Pick<Region, "fleet" | "spec">): ReadonlySet<string> {
  return new Set([...fleet.spec.retire, ...spec.retire]);
}

/** Reconcilers of the site's own cluster; what the hub reconciles for the site is the hub's. */
export function retiredOfSite({ region, zone, spec }: Pick<Site, "region" | "zone" | "spec">): ReadonlySet<string> {
  return new Set([...region.fleet.spec.retire, ...region.spec.retire, ...zone.spec.retire, ...spec.retire]);
}

/** The unit with a label on every object of its retired folders: the cluster's people see it, and so does the next run. */
export function withRetired(unit: Unit, onHub: ReadonlySet<string>, onSite: ReadonlySet<string> = none): Unit {
  return mapFolders(unit, onHub, onSite, (folder) => ({
    ...folder,
    labels: { ...folder.labels, [layerStateKey]: "retired" },
  }));
}

const none: ReadonlySet<string> = new Set();
