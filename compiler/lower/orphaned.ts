import type { Centre } from "../../constructs/centre.ts";
import type { Region } from "../../constructs/region.ts";
import type { Site } from "../../constructs/site.ts";
import { folderLocation, reconcilerOf } from "../../model/layout.ts";
import type { Folder, Unit } from "./unit.ts";

/** Names of reconcilers, or all that there are. */
export type ReconcilerNames = Pick<ReadonlySet<string>, "has" | "size">;

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
  if (onHub.size === 0 && onSite.size === 0) return unit;
  return {
    ...unit,
    hubFolders: unit.hubFolders.map((folder) => marked(folder, onHub)),
    siteFolders: unit.siteFolders.map((folder) => marked(folder, onSite)),
  };
}

const none: ReadonlySet<string> = new Set();

function marked(folder: Folder, names: ReconcilerNames): Folder {
  const location = folderLocation(folder.path);
  const isOrphaned = location && location.category !== "delivery" && names.has(reconcilerOf(location));
  return isOrphaned ? { ...folder, orphaned: true } : folder;
}
