/** Reads a branch: its tip with inventory, or the files below a path. */

import { type TreeEntry, treeMode } from "../../model/git-object.ts";
import { GitError } from "./git-error.ts";
import { ObjectReader } from "./object-reader.ts";
import { openSource } from "./open-target.ts";
import { readEntries } from "./read-entries.ts";
import { SettingsReader } from "./settings.ts";
import type { Target } from "./target.ts";
import { readCommit, readTip as readTipOf, type Tip } from "./tip.ts";

export interface Snapshot {
  /** Undefined when the repository has no commit yet. */
  readonly commit: string | undefined;
  /** Path from the root of the repository to text; symbolic links and submodules are left out. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Which commit a branch is at, and the inventory there.
 *
 * @returns undefined when the repository is missing or has no commit yet
 * @throws GitError when it cannot be read
 */
export function readTip(remote: string, branch = "main"): Promise<Tip | undefined> {
  return readBranch(remote, branch, async (tip) => tip);
}

/**
 * The files of a branch at or below a path, `""` for all.
 *
 * @param prefix a file or a folder, with or without a slash at its end
 * @throws GitError when the repository cannot be read
 */
export async function readTree(remote: string, prefix: string, branch = "main"): Promise<Snapshot> {
  const read = await readFrom(remote, branch, async (name, reader, target) => {
    const commit = await readCommit(reader, name);
    return commit && (await readBelow(commit, prefix, reader, target));
  });
  return read ?? { commit: undefined, files: new Map() };
}

/**
 * What `read` makes of the tip of a branch; nothing is written.
 *
 * @returns undefined when the repository is missing or has no commit yet
 * @throws GitError when it cannot be read
 */
export function readBranch<Result>(
  remote: string,
  branch: string,
  read: (tip: Tip, reader: ObjectReader, target: Target) => Promise<Result>,
): Promise<Result | undefined> {
  return readFrom(remote, branch, async (name, reader, target) => {
    const tip = await readTipOf(reader, name);
    return tip && (await read(tip, reader, target));
  });
}

/** Which commit a branch is at, and what that holds, as ids. */
export type BranchTree = Pick<Tip, "commit" | "tree">;

/**
 * @returns undefined when the repository is missing or has no commit yet
 * @throws GitError when it cannot be read
 */
export function readBranchTree(remote: string, branch = "main"): Promise<BranchTree | undefined> {
  return readFrom(remote, branch, async (name, reader) => readCommit(reader, name));
}

/**
 * What `read` makes of a commit; nothing is written.
 *
 * @param read gets a name of the commit
 * @param find brings the commit here and names it; the tip of the branch unless told otherwise
 * @returns undefined where there is no repository or no such commit
 */
export async function readFrom<Result>(
  remote: string,
  branch: string,
  read: (name: string, reader: ObjectReader, target: Target) => Promise<Result | undefined>,
  find: (target: Target) => Promise<string | undefined> = (target) => target.findTip(),
): Promise<Result | undefined> {
  const target = await openSource(remote, branch, new SettingsReader());
  const name = target && (await find(target));
  if (!target || name === undefined) return undefined;
  const reader = new ObjectReader(target.gitDir, target.settings);
  try {
    return await read(name, reader, target);
  } finally {
    reader.close();
    await target.release();
  }
}

async function readBelow(tip: BranchTree, prefix: string, reader: ObjectReader, target: Target): Promise<Snapshot> {
  const path = prefix.replace(/\/+$/, "");
  const entry = await findEntry(reader, tip.tree, path);
  if (!entry) return { commit: tip.commit, files: new Map() };
  await target.prefetch(entry.id);
  const blobs = await listBlobs(reader, path, entry);
  const texts = await Promise.all(blobs.map(async ({ id }) => (await reader.read(id))?.body.toString() ?? missing(id)));
  return { commit: tip.commit, files: new Map(blobs.map((blob, index) => [blob.path, texts[index] as string])) };
}

type Entry = Pick<TreeEntry, "mode" | "id">;

async function findEntry(reader: ObjectReader, root: string, path: string): Promise<Entry | undefined> {
  let entry: Entry | undefined = { mode: treeMode.folder, id: root };
  for (const name of path.split("/").filter((segment) => segment !== "")) {
    if (entry?.mode !== treeMode.folder) return undefined;
    entry = (await readEntries(reader, entry.id)).find((each) => each.name === name);
  }
  return entry;
}

interface Blob {
  readonly path: string;
  readonly id: string;
}

/** Files at or below a path; symbolic links and submodules are left out. */
export async function listBlobs(reader: ObjectReader, path: string, { mode, id }: Entry): Promise<Blob[]> {
  if (mode === treeMode.file || mode === treeMode.executable) return [{ path, id }];
  if (mode !== treeMode.folder) return [];
  const below = (await readEntries(reader, id)).map((entry) =>
    listBlobs(reader, path === "" ? entry.name : `${path}/${entry.name}`, entry),
  );
  return (await Promise.all(below)).flat();
}

/** @throws GitError, always */
export function missing(id: string): never {
  throw new GitError("git/missing-object", `The file with blob id ${id} is missing.`, "Run `git fsck --full` there.");
}
