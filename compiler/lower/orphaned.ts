import type { Centre } from "../../constructs/centre.ts";
import type { Region } from "../../constructs/region.ts";
import type { Site } from "../../constructs/site.ts";
import { mapFolders, type ReconcilerNames } from "./reconciler-folders.ts";
import type { Unit } from "./unit.ts";

const all: ReconcilerNames = { has: () => true, size: Number.POSITIVE_INFINITY };

/** Names of a cluster's reconcilers that leave their objects behind, by the `orphan` of the scopes above it. */
export function orphanedOfCentre({ fleet }: Pick<Centre, "fleet">): ReadonlySet<string> {
  return new Set(fleet.spec.orphan);
}

/** While a hub comes back from a back-up, all of them do: nothing is deleted then. */
export function orphanedOfHub({ fleet, spec, hub }: Pick<Region, "fleet" | "spec" | "hub">): ReconcilerNames {
  return hub?.isRestoring ? all : new Set([...fleet.spec.orphan, ...spec.orphan]);
}

/** Reconcilers of the site's own cluster; what the hub reconciles for the site is the hub's. */
export function orphanedOfSite({ region, zone, spec }: Pick<Site, "region" | "zone" | "spec">): ReadonlySet<string> {
  return new Set([...region.fleet.spec.orphan, ...region.spec.orphan, ...zone.spec.orphan, ...spec.orphan]);
}

/**
 * The unit with its orphaned folders marked.
 *
 * @param onHub names of reconcilers of the hub, or of the centre
 * @param onSite of the site's own cluster
 */
export function withOrphaned(unit: Unit, onHub: ReconcilerNames, onSite: ReconcilerNames = none): Unit {
  return mapFolders(unit, onHub, onSite, (folder) => ({ ...folder, orphaned: true }));
}

const none: ReadonlySet<string> = new Set();
