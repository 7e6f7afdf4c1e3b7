/** Folders that come or go as a whole, with their reconcilers: one change however many objects they hold. */

import { fileLocation, reconcilerOf, splitPath } from "../../model/layout.ts";
import type { FilesByPath } from "./file-changes.ts";
import type { ObjectChange } from "./object-changes.ts";

export interface WholeFolder {
  readonly kind: "added" | "removed";
  /** From the root of the repository. */
  readonly folder: string;
  /** `50-logs` */
  readonly name: string;
  readonly objects: readonly ObjectChange[];
  /** What reconciles it, where that comes or goes with it. */
  readonly reconcilers: readonly ObjectChange[];
}

/** @returns the folders, and the changes that are part of none */
export function wholeFolders(
  changes: readonly ObjectChange[],
  base: FilesByPath,
  head: FilesByPath,
): { readonly folders: readonly WholeFolder[]; readonly rest: readonly ObjectChange[] } {
  const one = changes.filter(({ kind }) => kind === "added" || kind === "removed");
  if (one.length === 0) return { folders: [], rest: changes };
  const standing = { added: foldersOf(base), removed: foldersOf(head) };
  const reconcilers = new Map<string, ObjectChange>();
  for (const change of one) {
    const location = fileLocation(change.path);
    if (location?.category !== "delivery") continue;
    reconcilers.set(`${change.kind} ${location.cluster} ${objectName(change.path)}`, change);
  }
  const used = new Set<ObjectChange>();
  const folders: WholeFolder[] = [];
  for (const [folder, objects] of Map.groupBy(one, ({ path }) => splitPath(path).folder)) {
    const location = fileLocation(objects[0]?.path ?? "");
    const kind = objects[0]?.kind as "added" | "removed";
    if (!location || location.category === "delivery" || objects.some((each) => each.kind !== kind)) continue;
    if (standing[kind].has(folder)) continue;
    const reconciler = reconcilers.get(`${kind} ${location.cluster} ${reconcilerOf(location)}`);
    for (const each of [...objects, ...(reconciler ? [reconciler] : [])]) used.add(each);
    folders.push({ kind, folder, name: location.name, objects, reconcilers: reconciler ? [reconciler] : [] });
  }
  return { folders, rest: changes.filter((each) => !used.has(each)) };
}

function foldersOf(files: FilesByPath): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const path of files.keys()) folders.add(splitPath(path).folder);
  return folders;
}

/** Name of the object in a file `kind_namespace_name.yaml`. */
function objectName(path: string): string {
  const { file } = splitPath(path);
  return file.slice(file.lastIndexOf("_") + 1).replace(/\.yaml$/, "");
}
