/** Reads what the branch of a stack holds now. */

import { ownedPaths } from "../compiler/emit/content.ts";
import { volatilePaths } from "../compiler/emit/provenance-files.ts";
import { Folder } from "../git/objects/tree.ts";
import { diffTree } from "../git/publish/diff-tree.ts";
import { Scope } from "../git/publish/scope.ts";
import { readBranch } from "../git/repository/read.ts";
import { textsBelow } from "../git/repository/read-texts.ts";
import type { Tip } from "../git/repository/tip.ts";
import { inventoryPath } from "../model/inventory.ts";
import type { ReadTexts } from "../model/repository-file.ts";

/** A file of the owned part as a branch has it. */
export interface TipFile {
  readonly path: string;
  /** Git blob id. */
  readonly id: string;
}

/** The last commit of a branch with the files that belong to Flotilla, whoever wrote them. */
export interface TipContent extends Tip {
  /** Without provenance files and inventory. */
  readonly files: readonly TipFile[];
  /** Texts of blobs in the order of their ids. */
  readonly readTexts: (ids: readonly string[]) => Promise<readonly string[]>;
}

/** A tip of which single files can still be read. */
interface ReadableTip extends Tip {
  readonly textsOf: ReadTexts;
}

/**
 * Commit and inventory of a branch; undefined for a repository that is missing or empty.
 *
 * @throws GitError when it cannot be read
 */
export function readRepositoryTip(remote: string, branch: string): Promise<ReadableTip | undefined> {
  return readBranch(remote, branch, async (tip, _, target) => ({ ...tip, textsOf: textsBelow(target, tip.tree) }));
}

/** As `readRepositoryTip`, with the owned files. */
export function readTipContent(remote: string, branch: string): Promise<TipContent | undefined> {
  return readBranch(remote, branch, async (tip, reader, target) => {
    const { owned } = await diffTree(reader, tip.tree, new Folder(), new Scope(ownedPaths));
    const files = owned
      .map(({ path, id }) => ({ path: Buffer.from(path, "latin1").toString(), id }))
      .filter(({ path }) => path !== inventoryPath && !volatilePaths.has(path));
    const textsOf = textsBelow(target, tip.tree);
    const readTexts = async (ids: readonly string[]) => {
      const texts = await textsOf([...new Set(ids)]);
      return ids.map((id) => texts.get(id) ?? "");
    };
    return { ...tip, files, readTexts };
  });
}
