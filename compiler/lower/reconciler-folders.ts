/** Picks the folders of a unit by the names of their reconcilers. */

import { folderLocation, reconcilerOf } from "../../model/layout.ts";
import type { Folder, Unit } from "./unit.ts";

/** Names of reconcilers, or all that there are. */
export type ReconcilerNames = Pick<ReadonlySet<string>, "has" | "size">;

/**
 * The unit with the folders of some reconcilers changed; delivery's own never are.
 *
 * @param onHub names of reconcilers of the hub, or of the centre
 * @param onSite of the site's own cluster
 */
export function mapFolders(
  unit: Unit,
  onHub: ReconcilerNames,
  onSite: ReconcilerNames,
  change: (folder: Folder) => Folder,
): Unit {
  if (onHub.size === 0 && onSite.size === 0) return unit;
  const changed = (names: ReconcilerNames) => (folder: Folder) => (isNamed(folder, names) ? change(folder) : folder);
  return {
    ...unit,
    hubFolders: unit.hubFolders.map(changed(onHub)),
    siteFolders: unit.siteFolders.map(changed(onSite)),
  };
}

function isNamed({ path }: Folder, names: ReconcilerNames): boolean {
  const location = folderLocation(path);
  return location !== undefined && location.category !== "delivery" && names.has(reconcilerOf(location));
}
