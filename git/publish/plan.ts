/** Plans one attempt: conflicts, a refusal, nothing to do, or tree and new objects. */

import { blobId } from "../../model/git-object.ts";
import {
  dictionary,
  type Inventory,
  type InventoryFile,
  type InventorySite,
  inventoryPath,
} from "../../model/inventory.ts";
import { type InventoryEntry, inventoryText } from "../../model/inventory-text.ts";
import type { ReadTexts } from "../../model/repository-file.ts";
import type { PackObject } from "../objects/pack.ts";
import { Folder, type Leaf } from "../objects/tree.ts";
import type { ObjectReader } from "../repository/object-reader.ts";
import type { Tip } from "../repository/tip.ts";
import { compareTip } from "./compare-tip.ts";
import { type Conflict, newerTool, overwritable } from "./conflicts.ts";
import type { TreeDiff } from "./diff-tree.ts";
import type { FileChanges, PublishRequest } from "./request.ts";
import type { Scope } from "./scope.ts";

/** What one attempt shall do, now that the tip is known. */
export type Plan<Reason> =
  | { readonly outcome: "unchanged"; readonly commit: string }
  | { readonly outcome: "conflict"; readonly conflicts: readonly Conflict[] }
  | { readonly outcome: "refused"; readonly reason: Reason }
  | {
      readonly outcome?: never;
      readonly tree: string;
      /** Trees and blobs that the tip does not hold; none twice. */
      readonly objects: readonly PackObject[];
      readonly changes: FileChanges;
      /** What somebody else did to the owned part and this undoes. */
      readonly restored: readonly Conflict[];
    };

/**
 * @param reader of the repository that holds the tip; not needed without a tip
 * @param read texts of the tip
 */
export async function planPublish<Reason>(
  request: PublishRequest<Reason>,
  tip: Tip | undefined,
  reader: ObjectReader | undefined,
  read: ReadTexts = async () => new Map(),
): Promise<Plan<Reason>> {
  const { scope, tree, files, diff, conflicts } = await compareTip(request, tip, reader);
  if (conflicts.some(({ kind }) => !request.overwrite || !overwritable.has(kind))) {
    return { outcome: "conflict", conflicts };
  }
  const newer = tip && !request.allowOlderTool ? newerTool(tip, request.toolVersion) : undefined;
  const reason = newer ? undefined : await request.guard?.(tip, read);
  if (reason !== undefined) return { outcome: "refused", reason };

  for (const { path, id, mode } of diff.unmanaged) tree.put(path, { id, mode });
  const sites = mergeSites(tip, request);
  const others = entriesOutside(scope, tip?.inventory?.files ?? {});
  const treeIdWith = (provenance: readonly (InventoryEntry & Leaf)[], toolVersion: string | undefined) => {
    for (const file of provenance) tree.put(file.path, file);
    const plain = files.filter(({ path }) => !request.volatile.has(path));
    const text = inventoryText({ ...request, toolVersion, sites }, [...others, ...plain, ...provenance]);
    tree.put(inventoryPath, { id: blobId(text), text });
    return tree.root.encoded.id;
  };

  const provenance = files.filter(({ path }) => request.volatile.has(path));
  if (
    tip &&
    !isSurelyChanged(tree.root, diff, scope) &&
    treeIdWith(currentProvenance(provenance, tip, diff), tip.inventory?.toolVersion) === tip.tree
  ) {
    return { outcome: "unchanged", commit: tip.commit };
  }
  if (newer) return { outcome: "conflict", conflicts: [newer] };
  const root = treeIdWith(provenance, request.toolVersion);
  return {
    tree: root,
    objects: newObjects(tree.root, diff.existing),
    restored: conflicts,
    changes: tip?.inventory
      ? countChanges(tip.inventory.files, [...others, ...files])
      : { added: files.length, changed: 0, removed: 0 },
  };
}

/** Whether a folder differs, as with most changes; then no inventory need be written to tell. */
function isSurelyChanged({ entries }: Folder, { unchanged }: TreeDiff, scope: Scope): boolean {
  return [...entries].some(
    ([name, entry]) => entry instanceof Folder && scope.owns(name) && !scope.isAbove(name) && !unchanged.has(name),
  );
}

/** The volatile files as the tip has them, so that all other differences show. */
function currentProvenance(
  provenance: readonly InventoryEntry[],
  { inventory }: Tip,
  diff: TreeDiff,
): InventoryEntry[] {
  const current = new Map(diff.owned.map((entry) => [entry.path, entry.id]));
  return provenance.map((file) => {
    const id = current.get(file.path);
    return id === undefined || inventory?.files[file.path]?.id !== id ? file : { ...file, id };
  });
}

function entriesOutside(scope: Scope, files: Inventory["files"]): InventoryEntry[] {
  return Object.keys(files)
    .filter((path) => !scope.owns(path))
    .map((path) => ({ path, ...(files[path] as InventoryFile) }));
}

/** The request decides about the sites that it owns, the tip about the others. */
function mergeSites(tip: Tip | undefined, { sites, ownsSite = () => true }: PublishRequest<unknown>) {
  const merged = dictionary<InventorySite>();
  for (const [name, site] of Object.entries(tip?.inventory?.sites ?? {})) {
    if (!ownsSite(name, site)) merged[name] = site;
  }
  for (const [name, site] of Object.entries(sites)) if (ownsSite(name, site)) merged[name] = site;
  return merged;
}

function newObjects(root: Folder, present: ReadonlySet<string>): PackObject[] {
  const objects: PackObject[] = [];
  const known = new Set(present);
  /** One look instead of two, for as many ids as there are files. */
  const isNew = (id: string) => known.size < known.add(id).size;
  const visit = (folder: Folder) => {
    const { id, body } = folder.encoded;
    if (!isNew(id)) return;
    objects.push({ type: "tree", id, body });
    for (const [name, entry] of folder.entries) {
      if (entry instanceof Folder) visit(entry);
      else if (entry.text !== undefined && isNew(entry.id)) {
        objects.push({ type: "blob", id: entry.id, body: entry.text, like: name });
      }
    }
  };
  visit(root);
  return objects;
}

function countChanges(before: Inventory["files"], after: readonly InventoryEntry[]): FileChanges {
  let added = 0;
  let changed = 0;
  for (const { path, id } of after) {
    const old = before[path]?.id;
    if (old === undefined) added++;
    else if (old !== id) changed++;
  }
  return { added, changed, removed: Object.keys(before).length + added - after.length };
}
