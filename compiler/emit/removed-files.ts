/** Files that a step takes away, with what becomes of the objects in them. */

import type { Inventory, InventoryFile } from "../../model/inventory.ts";
import { type FolderLocation, folderLocation, isDerived, splitPath } from "../../model/layout.ts";
import type { NextContent } from "./content-change.ts";

/** A file of the tip that the new content has nowhere in the same cluster. */
export interface RemovedFile extends InventoryFile {
  readonly path: string;
  readonly folder: string;
  readonly location: FolderLocation;
  /** Nothing of its folder is left either. */
  readonly withFolder: boolean;
  /** `left behind`: nothing prunes its object, which nobody manages from then on. */
  readonly fate: "pruned" | "left behind";
}

export function removedFiles({ sites, files }: NextContent, before: Inventory): readonly RemovedFile[] {
  const now = new Set(files.map(({ path }) => path));
  const paths = Object.keys(before.files).filter((path) => !now.has(path) && !isDerived(path));
  if (paths.length === 0) return [];
  const folders = new Set(files.map(({ path }) => splitPath(path).folder));
  const arrived = new Set(
    files.flatMap(({ path }) => (before.files[path] === undefined ? (inCluster(path) ?? []) : [])),
  );
  const isHeld = ({ site, cluster, category }: FolderLocation) =>
    site !== undefined &&
    cluster !== "hub" &&
    category !== "delivery" &&
    before.sites[site]?.state === "held" &&
    sites[site] !== undefined;
  const gone = paths.flatMap((path): readonly RemovedFile[] => {
    const { folder } = splitPath(path);
    const location = folderLocation(folder);
    // What goes to another reconciler of its cluster is still there.
    if (!location || arrived.has(inCluster(path) ?? "")) return [];
    const file = before.files[path] as InventoryFile;
    const withFolder = !folders.has(folder);
    const stays = file.kept === true || (withFolder && isHeld(location));
    return [{ ...file, path, folder, location, withFolder, fate: stays ? "left behind" : "pruned" }];
  });
  // A namespace takes along what is in it, whoever protects that.
  const emptied = new Set(
    gone.flatMap(({ path, location, fate }) => {
      const [, name] = /\/namespace_([^/]+)\.yaml$/.exec(path) ?? [];
      return name !== undefined && fate === "pruned" ? [`${location.cluster} ${name}`] : [];
    }),
  );
  return gone.map((file) => (emptied.has(namespaceOf(file)) ? { ...file, fate: "pruned" } : file));
}

/** The cluster and the file's name, which says kind, namespace and name. */
function inCluster(path: string): string | undefined {
  const { folder, file } = splitPath(path);
  const location = folderLocation(folder);
  return location && `${location.cluster} ${file}`;
}

/** The cluster and the namespace of an object; that of an object without one is nobody's. */
export function namespaceOf({ path, location }: Pick<RemovedFile, "path" | "location">): string {
  return `${location.cluster} ${/\/[^/_]+_([^/_]+)_[^/]+\.yaml$/.exec(path)?.[1] ?? ""}`;
}
