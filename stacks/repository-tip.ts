/** Reads what the branch of a stack holds now. */

import { readdir } from "node:fs/promises";
import { ownedPaths } from "../compiler/emit/content.ts";
import { volatilePaths } from "../compiler/emit/provenance-files.ts";
import { Folder } from "../git/objects/tree.ts";
import { diffTree } from "../git/publish/diff-tree.ts";
import { Scope } from "../git/publish/scope.ts";
import { locate } from "../git/repository/location.ts";
import { ObjectReader } from "../git/repository/object-reader.ts";
import { openTarget } from "../git/repository/open-target.ts";
import { readTexts } from "../git/repository/read-texts.ts";
import { SettingsReader } from "../git/repository/settings.ts";
import type { Target } from "../git/repository/target.ts";
import { readTip, type Tip } from "../git/repository/tip.ts";
import { inventoryPath } from "../model/inventory.ts";

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
  /** Texts by their blob ids. */
  readonly textsOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

/**
 * Commit and inventory of a branch; undefined for a repository that is missing or empty.
 *
 * @throws GitError when it cannot be read
 */
export function readRepositoryTip(remote: string, branch: string): Promise<ReadableTip | undefined> {
  return withTip(remote, branch, async (tip, _, target) => ({
    ...tip,
    textsOf: (ids) => withReader(target.gitDir, target.settings, (reader) => readTexts(target, reader, tip.tree, ids)),
  }));
}

/** As `readRepositoryTip`, with the owned files. */
export function readTipContent(remote: string, branch: string): Promise<TipContent | undefined> {
  return withTip(remote, branch, async (tip, reader, { gitDir, settings }) => {
    const scope = new Scope(ownedPaths);
    const { owned } = await diffTree(reader, tip.tree, new Folder(), scope);
    const files = owned
      .map(({ path, id }) => ({ path: Buffer.from(path, "latin1").toString(), id }))
      .filter(({ path }) => path !== inventoryPath && !volatilePaths.has(path));
    const readTexts = (ids: readonly string[]) =>
      withReader(gitDir, settings, (texts) =>
        Promise.all(ids.map(async (id) => (await texts.read(id))?.body.toString() ?? "")),
      );
    return { ...tip, files, readTexts };
  });
}

async function withTip<T>(
  remote: string,
  branch: string,
  use: (tip: Tip, reader: ObjectReader, target: Target) => Promise<T>,
): Promise<T | undefined> {
  // To publish, Git's side would make what is missing: a reader must not.
  if (await isMissing(remote)) return undefined;
  const target = await openTarget(remote, branch, new SettingsReader());
  try {
    const name = await target.findTip();
    if (name === undefined) return undefined;
    return await withReader(target.gitDir, target.settings, async (reader) => {
      const tip = await readTip(reader, name);
      return tip && use(tip, reader, target);
    });
  } finally {
    await target.release();
  }
}

async function withReader<T>(
  gitDir: string,
  settings: Target["settings"],
  use: (reader: ObjectReader) => Promise<T>,
): Promise<T> {
  const reader = new ObjectReader(gitDir, settings);
  try {
    return await use(reader);
  } finally {
    reader.close();
  }
}

async function isMissing(remote: string): Promise<boolean> {
  const location = locate(remote);
  if (location.kind === "url") return false;
  try {
    return (await readdir(location.path)).length === 0;
  } catch (cause) {
    // Anything else is told when the repository is opened.
    return (cause as NodeJS.ErrnoException).code === "ENOENT";
  }
}
