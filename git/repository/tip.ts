import { type Inventory, inventoryPath } from "../../model/inventory.ts";
import { objectFormatError } from "./git-error.ts";
import type { ObjectReader } from "./object-reader.ts";
import { parseInventory, type UnreadableInventory } from "./parse-inventory.ts";

/** What a branch holds now. */
export interface Tip {
  readonly commit: string;
  readonly tree: string;
  /** When it was committed, by its own word: seconds since 1970. */
  readonly committed: number;
  /** Undefined when there is none, or none that this version may rely on. */
  readonly inventory: Inventory | undefined;
  readonly unreadable: UnreadableInventory | undefined;
}

/**
 * @param name a ref or a commit id
 * @returns undefined when there is no such commit: an empty repository
 */
export async function readTip(reader: ObjectReader, name: string): Promise<Tip | undefined> {
  const branch = await readCommit(reader, name);
  if (!branch) return undefined;
  const found = await reader.read(`${branch.tree}:${inventoryPath}`);
  return { ...branch, ...parseInventory(found?.body.toString()) };
}

/** The same without the inventory. */
export async function readCommit(
  reader: ObjectReader,
  name: string,
): Promise<Pick<Tip, "commit" | "tree" | "committed"> | undefined> {
  const commit = await reader.read(name);
  if (!commit) return undefined;
  const [, tree] = /^tree ([0-9a-f]{40})\n/.exec(commit.body.toString("latin1", 0, 46)) ?? [];
  if (tree === undefined) {
    throw objectFormatError(`\`${name}\` is the ${commit.type} ${commit.id}, not a commit of a SHA-1 repository.`);
  }
  const [, committed = 0] = /^committer .*> (\d+) [-+]\d{4}$/m.exec(commit.body.toString("latin1")) ?? [];
  return { commit: commit.id, tree, committed: Number(committed) };
}
