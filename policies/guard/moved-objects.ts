import type { InventoryFile } from "../../model/inventory.ts";
import { type FolderLocation, folderLocation, isDerived, reconcilerOf, splitPath } from "../../model/layout.ts";
import type { RepositoryChange } from "../rule.ts";

/** Objects that go from one reconciler of a cluster to another one. */
export interface Move {
  /** Construct path of the owner. */
  readonly construct: string;
  readonly from: string;
  readonly to: string;
  /** Names of the objects' files, which are the same before and after. */
  readonly files: readonly string[];
}

/**
 * Objects that the tip has under another reconciler of the same cluster than the new content, and that their old
 * reconciler would prune. Delivery objects do not count: their reconciler is the root, which never goes. A held site's
 * reconcilers prune nothing.
 *
 * An object is known by the name of its file, which says kind, namespace and name. Most changes add no file at all;
 * the rest is computed only for those that do.
 */
export function movedObjects({ before, after }: RepositoryChange): readonly Move[] {
  if (!before) return [];
  const locate = locator();
  const arrivals = new Map<string, string>();
  const names = new Set<string>();
  for (const { path } of after.files) {
    if (before.files[path] !== undefined || isDerived(path)) continue;
    const { folder, file } = splitPath(path);
    const location = locate(folder);
    if (!location) continue;
    names.add(file);
    arrivals.set(`${location.cluster} ${file}`, location.reconciler);
  }
  if (arrivals.size === 0) return [];
  const departed = Object.keys(before.files).flatMap((path) => {
    const { folder, file } = splitPath(path);
    const { construct, kept } = before.files[path] as InventoryFile;
    if (kept || !names.has(file)) return [];
    const location = locate(folder);
    const to = location && arrivals.get(`${location.cluster} ${file}`);
    if (!to || to === location.reconciler || isHeld(location, before.sites)) return [];
    return [{ path, construct, from: location.reconciler, to, file }];
  });
  if (departed.length === 0) return [];
  const present = new Set(after.files.map(({ path }) => path));
  const gone = departed.filter(({ path }) => !present.has(path));
  return [...Map.groupBy(gone, ({ construct, from, to }) => `${construct} ${from} ${to}`).values()].map((moved) => {
    const { construct, from, to } = moved[0] as (typeof moved)[number];
    return { construct, from, to, files: moved.map(({ file }) => file) };
  });
}

interface LocatedFolder extends Pick<FolderLocation, "cluster" | "site"> {
  readonly reconciler: string;
}

/** Looks at each folder once. */
function locator(): (folder: string) => LocatedFolder | undefined {
  const known = new Map<string, LocatedFolder | undefined>();
  return (folder) => {
    if (known.has(folder)) return known.get(folder);
    const location = folderLocation(folder);
    const counts = location && location.category !== "delivery";
    const located = counts ? { ...location, reconciler: reconcilerOf(location) } : undefined;
    known.set(folder, located);
    return located;
  };
}

function isHeld({ site }: LocatedFolder, sites: NonNullable<RepositoryChange["before"]>["sites"]): boolean {
  return site !== undefined && sites[site]?.state === "held";
}
