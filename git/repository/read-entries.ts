import { decodeTree, type TreeEntry } from "../../model/git-object.ts";
import type { ObjectReader } from "./object-reader.ts";
import { commandError } from "./process.ts";

/** The entries of one tree, which must be there. */
export async function readEntries(reader: ObjectReader, tree: string): Promise<TreeEntry[]> {
  const object = await reader.read(tree);
  if (object?.type !== "tree") throw commandError(["cat-file", "tree", tree], 128, "the tree is missing");
  return decodeTree(object.body);
}
