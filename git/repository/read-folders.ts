/** Reads folders of a tree by their ids, and the files of those that are asked for. */

import { treeMode } from "../../model/git-object.ts";
import type { ObjectReader } from "./object-reader.ts";
import { listBlobs, missing } from "./read.ts";
import { readEntries } from "./read-entries.ts";
import { readTexts } from "./read-texts.ts";
import type { Target } from "./target.ts";

/** A folder as a commit has it; the same content has the same id. */
export interface TreeFolder {
  /** From the root of the repository, without a slash at its end. */
  readonly path: string;
  /** Id of its Git tree. */
  readonly id: string;
}

/**
 * The folders of a tree that are wanted, in the order of their paths; nothing is looked for below one.
 *
 * @param isWanted by the path
 * @param depth how many names a path may have
 */
export async function foldersOf(
  reader: ObjectReader,
  tree: string,
  isWanted: (path: string) => boolean,
  depth: number,
  parent = "",
): Promise<readonly TreeFolder[]> {
  const found: TreeFolder[] = [];
  for (const { name, mode, id } of await readEntries(reader, tree)) {
    if (mode !== treeMode.folder) continue;
    const path = parent === "" ? name : `${parent}/${name}`;
    if (isWanted(path)) found.push({ path, id });
    else if (depth > 1) found.push(...(await foldersOf(reader, id, isWanted, depth - 1, path)));
  }
  return found;
}

/**
 * The files below a folder, text by path from the root of the repository.
 *
 * @throws GitError for one that the repository does not have
 */
export async function filesOf(
  target: Pick<Target, "fetchBlobs">,
  reader: ObjectReader,
  { path, id }: TreeFolder,
): Promise<ReadonlyMap<string, string>> {
  const blobs = await listBlobs(reader, path, { mode: treeMode.folder, id });
  const texts = await readTexts(
    target,
    reader,
    id,
    blobs.map((blob) => blob.id),
  );
  return new Map(blobs.map((blob) => [blob.path, texts.get(blob.id) ?? missing(blob.id)]));
}
