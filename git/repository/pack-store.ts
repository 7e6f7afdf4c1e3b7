/** Puts packs into a repository, and clears what killed runs left behind. */

import { type FileHandle, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Pack } from "../objects/pack.ts";
import { isAbandoned, tempOwner, tempOwnerPattern } from "./temp-owner.ts";

/**
 * Git takes whatever ends in `.idx` for the index of a pack (packfile.c, prepare_pack), a half written one too, so the
 * temporary name ends otherwise; an older version's had a dot before `pack` and `idx`.
 */
const TEMPORARY = new RegExp(`^tmp_flotilla_${tempOwnerPattern}_([0-9a-f]{40})[_.](pack|idx)$`);

/** A pack in a repository under a name that Git does not look at. */
export interface StagedPack {
  /** Gives it its name once all of it is on disk: Git sees it when the index has its own. */
  readonly publish: () => Promise<void>;
  readonly discard: () => Promise<void>;
}

export async function stagePack(gitDir: string, { checksum, pack, index }: Pack): Promise<StagedPack> {
  const folder = join(gitDir, "objects", "pack");
  const temporary = join(folder, `tmp_flotilla_${tempOwner()}_${checksum}`);
  const files = await writeAll([
    [`${temporary}_pack`, pack],
    [`${temporary}_idx`, index],
  ]);
  // The disk takes its time; whoever publishes the pack waits for it.
  const durable = Promise.all(files.map(fsyncAndClose));
  durable.catch(() => {});
  return {
    publish: async () => {
      await durable;
      await rename(`${temporary}_pack`, join(folder, `pack-${checksum}.pack`));
      await rename(`${temporary}_idx`, join(folder, `pack-${checksum}.idx`));
    },
    discard: async () => {
      await durable.catch(() => {});
      await rm(`${temporary}_pack`, { force: true });
      await rm(`${temporary}_idx`, { force: true });
    },
  };
}

/**
 * Clears what killed runs left behind. A pack that lacks only the name of its index gets it: it is whole, and
 * another run may be writing the very same pack.
 *
 * @returns number of packs in the repository
 */
export async function cleanStalePacks(gitDir: string): Promise<number> {
  const folder = join(gitDir, "objects", "pack");
  const names: readonly string[] = await readdir(folder).catch(() => []);
  for (const name of names) {
    const match = TEMPORARY.exec(name);
    const path = join(folder, name);
    const status = match && (await stat(path).catch(() => undefined));
    if (!status || !isAbandoned(match.slice(1), Date.now() - status.mtimeMs)) continue;
    const [checksum, suffix] = match.slice(3);
    const lacksIndex = names.includes(`pack-${checksum}.pack`) && !names.includes(`pack-${checksum}.idx`);
    if (suffix === "idx" && lacksIndex) await rename(path, join(folder, `pack-${checksum}.idx`)).catch(() => {});
    else await rm(path, { force: true });
  }
  return names.filter((name) => name.endsWith(".idx")).length;
}

/** All files, still open, or none of them: a full disk is no fuller afterwards. */
async function writeAll(contents: readonly (readonly [path: string, bytes: Uint8Array])[]): Promise<FileHandle[]> {
  const results = await Promise.allSettled(contents.map(([path, bytes]) => write(path, bytes)));
  const files = results.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  const failed = results.find((each) => each.status === "rejected");
  if (!failed) return files;
  await Promise.all(files.map((file) => file.close()));
  await Promise.all(contents.map(([path]) => rm(path, { force: true })));
  throw failed.reason;
}

async function write(path: string, bytes: Uint8Array): Promise<FileHandle> {
  const file = await open(path, "wx", 0o444);
  try {
    await file.writeFile(bytes);
  } catch (cause) {
    await file.close();
    throw cause;
  }
  return file;
}

async function fsyncAndClose(file: FileHandle): Promise<void> {
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
