/** Finds what a publish would destroy that Flotilla did not write. */

import { treeMode } from "../../model/git-object.ts";
import { type Inventory, type InventoryFile, inventoryPath } from "../../model/inventory.ts";
import { entryAt, Folder } from "../objects/tree.ts";
import type { Tip } from "../repository/tip.ts";
import type { TipEntry, TreeDiff } from "./diff-tree.ts";
import type { Scope } from "./scope.ts";
import { isNewer } from "./tool-version.ts";

export type ConflictKind =
  | "foreign"
  | "edited"
  | "deleted"
  | "damaged"
  | "symlink"
  | "submodule"
  | "case"
  | "owner"
  | "newer-format"
  | "newer-tool";

/** Something in the repository that Flotilla did not write and would destroy. */
export interface Conflict {
  readonly kind: ConflictKind;
  /** From the root of the repository. */
  readonly path: string;
  /** What was found, in words that follow the path. */
  readonly found: string;
}

/** Kinds that an overwrite may settle; the others need a person in that repository. */
export const overwritable: ReadonlySet<ConflictKind> = new Set(["foreign", "edited", "deleted", "damaged"]);

export interface Claim {
  readonly fleet: string;
  readonly repository: string;
  readonly scope: Scope;
  /** The owned part as it shall be, without volatile files and inventory. */
  readonly wanted: Folder;
}

/** What helps with conflicts of these kinds alone, in words that follow `next: `. */
const nextByKind: Readonly<Partial<Record<ConflictKind, string>>> = {
  "newer-format": "run that version or a later one: this one cannot read what it wrote, and would undo it",
  "newer-tool":
    "run that version or a later one; to go back to this one on purpose, run flotilla publish --allow-older-tool once",
};

/** What helps with the first of the conflicts that there is a word for. */
export function nextOf(conflicts: readonly Conflict[]): string | undefined {
  return conflicts.flatMap(({ kind }) => nextByKind[kind] ?? [])[0];
}

/**
 * An older tool knows less than the one that wrote the tip, and would take back what it does not know.
 *
 * @returns undefined when the tip is of this version or an older one
 */
export function newerTool({ inventory }: Tip, toolVersion: string): Conflict | undefined {
  const found = inventory?.toolVersion;
  if (found === undefined || !isNewer(found, toolVersion)) return undefined;
  return {
    kind: "newer-tool",
    path: inventoryPath,
    found: `was written by Flotilla ${found}, newer than this one, ${toolVersion}`,
  };
}

/** All conflicts of a tip with what a publish is about to write, in the order of their paths. */
export function findConflicts(tip: Tip, diff: TreeDiff, claim: Claim): Conflict[] {
  const owner = ownerConflict(tip, claim);
  if (owner) return [owner];
  const damage = tip.unreadable?.problem;
  const conflicts = [
    ...diff.owned.map((entry) => ownedConflict(entry, tip.inventory, claim.wanted)),
    ...deletions(tip.inventory, diff, claim),
    ...caseConflicts(diff.unmanaged, claim.scope),
    damage === undefined ? undefined : ({ kind: "damaged", path: inventoryPath, found: damage } as const),
  ];
  return (
    conflicts
      .filter((conflict) => conflict !== undefined)
      // Without a readable inventory every file would look foreign.
      .filter(({ kind }) => damage === undefined || kind !== "foreign")
      .map(({ kind, path, found }) => ({ kind, path: Buffer.from(path, "latin1").toString(), found }))
      .sort((a, b) => (a.path < b.path ? -1 : 1))
  );
}

/** A repository that somebody else keeps: its other conflicts do not matter. */
function ownerConflict({ inventory, unreadable }: Tip, claim: Claim): Conflict | undefined {
  const conflict = (found: string, kind: ConflictKind = "owner"): Conflict => ({ kind, path: inventoryPath, found });
  if (unreadable?.kind === "newer") return conflict(unreadable.problem, "newer-format");
  if (unreadable?.kind === "foreign") return conflict(unreadable.problem);
  for (const key of ["fleet", "repository"] as const) {
    const found = inventory?.[key] ?? claim[key];
    if (found !== claim[key]) return conflict(`belongs to ${key} \`${found}\`, not \`${claim[key]}\``);
  }
  return undefined;
}

function ownedConflict(
  { path, mode, id }: TipEntry,
  inventory: Inventory | undefined,
  wanted: Folder,
): Conflict | undefined {
  if (mode === treeMode.symlink) return { kind: "symlink", path, found: "is a symbolic link" };
  if (mode === treeMode.submodule) return { kind: "submodule", path, found: "is a submodule" };
  const wantedEntry = entryAt(wanted, path);
  const isPlain = mode === treeMode.file;
  if (path === inventoryPath || (isPlain && wantedEntry && !(wantedEntry instanceof Folder) && wantedEntry.id === id))
    return undefined;
  // Forges put a README.md into a new repository: without an inventory only folders speak of another owner.
  if (!inventory && !path.includes("/")) return undefined;
  const listed = inventory && listedFile(inventory, path);
  if (!listed) return { kind: "foreign", path, found: "is not in the inventory" };
  if (listed.id !== id) return { kind: "edited", path, found: "was edited by hand" };
  return isPlain ? undefined : { kind: "edited", path, found: "was made executable by hand" };
}

/** Files that are listed and shall stay, but are gone. */
function deletions(inventory: Inventory | undefined, diff: TreeDiff, { scope, wanted }: Claim): Conflict[] {
  if (!inventory) return [];
  const there = new Set(diff.owned.map(({ path }) => path));
  const isThere = (path: string) => there.has(path) || isBelow(diff.unchanged, path);
  return Object.keys(inventory.files)
    .filter((path) => !isThere(path) && scope.owns(path) && entryAt(wanted, path) !== undefined)
    .map((path) => ({ kind: "deleted", path, found: "was deleted by hand" }));
}

function isBelow(folders: ReadonlySet<string>, path: string): boolean {
  for (let slash = path.indexOf("/"); slash >= 0; slash = path.indexOf("/", slash + 1)) {
    if (folders.has(path.slice(0, slash))) return true;
  }
  return false;
}

/** Others' files that a file system without case would mix with ours. */
function caseConflicts(unmanaged: readonly TipEntry[], scope: Scope): Conflict[] {
  const folded = scope.folded();
  return unmanaged
    .filter(({ path }) => folded.owns(path.toLowerCase()) || folded.isAbove(path.toLowerCase()))
    .map(({ path }) => ({ kind: "case", path, found: "differs from an owned path only by case" }));
}

function listedFile({ files }: Inventory, path: string): InventoryFile | undefined {
  return Object.hasOwn(files, path) ? files[path] : undefined;
}
