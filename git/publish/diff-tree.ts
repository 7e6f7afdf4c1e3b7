/** Compares the tip's tree with the wanted one, opening only folders in which something differs. */

import { type TreeEntry, treeMode } from "../../model/git-object.ts";
import { Folder } from "../objects/tree.ts";
import type { ObjectReader } from "../repository/object-reader.ts";
import { readEntries } from "../repository/read-entries.ts";
import type { Scope } from "./scope.ts";

/** An entry of the tip by its path from the root, one character a byte. */
export interface TipEntry {
  readonly path: string;
  readonly mode: string;
  readonly id: string;
}

export interface TreeDiff {
  /** What the publish must leave as it is: files, and folders with all that they hold. */
  readonly unmanaged: readonly TipEntry[];
  /** Everything but folders that stands in an owned place or in the way of one, outside `unchanged`. */
  readonly owned: readonly TipEntry[];
  /** Owned folders that hold exactly what they shall hold; they were not opened. */
  readonly unchanged: ReadonlySet<string>;
  /** Ids of objects that the repository holds for certain. */
  readonly existing: ReadonlySet<string>;
}

interface Step {
  readonly path: string;
  readonly id: string;
  readonly wanted: Folder | undefined;
}

/** Reads the tip's tree, opening only folders in which something differs from the wanted tree. */
export async function diffTree(reader: ObjectReader, root: string, wanted: Folder, scope: Scope): Promise<TreeDiff> {
  const unmanaged: TipEntry[] = [];
  const owned: TipEntry[] = [];
  const unchanged = new Set<string>();
  const existing = new Set<string>([root]);

  function* visit(step: Step, entries: readonly TreeEntry[]): Generator<Step> {
    for (const { mode, name, id } of entries) {
      const path = step.path === "" ? name : `${step.path}/${name}`;
      const isOwned = scope.owns(path);
      if (!isOwned && !scope.isAbove(path)) {
        unmanaged.push({ path, mode, id });
        continue;
      }
      existing.add(id);
      const wantedEntry = step.wanted?.entries.get(name);
      const folder = wantedEntry instanceof Folder ? wantedEntry : undefined;
      if (mode !== treeMode.folder) owned.push({ path, mode, id });
      else if (isOwned && folder?.encoded.id === id) unchanged.add(path);
      else yield { path, id, wanted: folder };
    }
  }

  for (let steps: Step[] = [{ path: "", id: root, wanted }]; steps.length > 0; ) {
    const trees = await Promise.all(steps.map(({ id }) => readEntries(reader, id)));
    steps = steps.flatMap((step, index) => [...visit(step, trees[index] as readonly TreeEntry[])]);
  }
  return { unmanaged, owned, unchanged, existing };
}
