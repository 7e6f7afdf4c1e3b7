/** Reads what a repository held at an earlier commit. */

import type { Inventory } from "../../model/inventory.ts";
import type { RepositoryFile } from "../../model/repository-file.ts";
import { GitError } from "./git-error.ts";
import type { ObjectReader } from "./object-reader.ts";
import { readFrom } from "./read.ts";
import { readTexts } from "./read-texts.ts";
import type { Target } from "./target.ts";
import { readTip } from "./tip.ts";

/** What Flotilla wrote at a commit. */
export interface PublishedContent {
  /** All 40 digits. */
  readonly commit: string;
  readonly inventory: Inventory;
  /** Those of the inventory. */
  readonly files: readonly RepositoryFile[];
}

/**
 * @param name a commit of the repository's history: all 40 digits where it is behind a URL, as few as tell it apart on this
 *   machine
 * @throws GitError when there is no such commit, or Flotilla did not write it
 */
export async function readPublished(remote: string, name: string): Promise<PublishedContent> {
  if (!/^[0-9a-f]{4,40}$/.test(name)) throw unknownCommit(remote, name);
  const fetched = async (target: Target) => {
    await target.fetchCommit(name);
    return name;
  };
  const read = (_: string, reader: ObjectReader, target: Target) => readWith(target, reader, remote, name);
  const content = await readFrom(remote, "main", read, fetched);
  if (!content) throw unknownCommit(remote, name);
  return content;
}

async function readWith(target: Target, reader: ObjectReader, remote: string, name: string): Promise<PublishedContent> {
  const found = await reader.read(name);
  if (found?.type !== "commit") throw unknownCommit(remote, name);
  const { commit, tree, inventory } = (await readTip(reader, name)) ?? {};
  if (commit === undefined || tree === undefined) throw unknownCommit(remote, name);
  if (!inventory) {
    throw new GitError(
      "git/no-inventory",
      `Commit ${commit.slice(0, 12)} of ${remote} has no inventory that this version reads: Flotilla did not write it.`,
      "Name a commit that a publish made: `git log --format='%h %s'` lists them.",
    );
  }
  const listed = Object.entries(inventory.files);
  const texts = await readTexts(
    target,
    reader,
    tree,
    listed.map(([, { id }]) => id),
  );
  const files = listed.map(([path, { id, construct, kept }]): RepositoryFile => {
    const text = texts.get(id);
    if (text === undefined) throw missingFile(remote, commit, path);
    return { path, id, text, construct, ...(kept && { kept }) };
  });
  return { commit, inventory, files };
}

function unknownCommit(remote: string, name: string): GitError {
  return new GitError(
    "git/unknown-commit",
    `${remote} has no commit \`${name}\` that can be read.`,
    "Name one of its branch main: `git log --format='%H %s'` lists them; behind a URL all 40 digits are needed.",
  );
}

function missingFile(remote: string, commit: string, path: string): GitError {
  return new GitError(
    "git/missing-object",
    `${path} of ${commit.slice(0, 12)} is missing in ${remote}.`,
    "Somebody changed the file at that commit by hand, or the repository is broken: `git fsck --full` tells.",
  );
}
