/** Reads texts of a tree by their blob ids, in one go wherever they lie. */

import type { ReadTexts } from "../../model/repository-file.ts";
import { ObjectReader } from "./object-reader.ts";
import type { Target } from "./target.ts";

/**
 * @param reader of the target's Git directory; it finds what is fetched after it was opened
 * @returns text by id; what the repository does not have is left out
 * @throws GitError when it cannot be reached
 */
export async function readTexts(
  { fetchBlobs }: Pick<Target, "fetchBlobs">,
  reader: ObjectReader,
  tree: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  await fetchBlobs(tree, ids);
  const texts = await Promise.all(ids.map(async (id) => [id, (await reader.read(id))?.body.toString()] as const));
  return new Map(texts.flatMap(([id, text]) => (text === undefined ? [] : [[id, text] as const])));
}

/** Reads texts of a tree later on, each time with a reader of its own. */
export function textsBelow(target: Target, tree: string): ReadTexts {
  return async (ids) => {
    const reader = new ObjectReader(target.gitDir, target.settings);
    try {
      return await readTexts(target, reader, tree, ids);
    } finally {
      reader.close();
    }
  };
}
