import { open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { isAbandoned, ownerTag, ownerTagPattern } from "./owner-tag.ts";
import type { Pack } from "./pack.ts";

const TEMPORARY = new RegExp(`^tmp_flotilla_${ownerTagPattern}_([0-9a-f]{40})\\.(pack|idx)$`);

/** A pack in a repository under a name that Git does not look at; all of it is on disk. */
export interface StagedPack {
  /** Gives it its name: Git sees it once the index has its own. */
  readonly place: () => Promise<void>;
  readonly discard: () => Promise<void>;
}

export async function stagePack(gitDir: string, { checksum, pack, index }: Pack): Promise<StagedPack> {
  const folder = join(gitDir, "objects", "pack");
  const temporary = join(folder, `tmp_flotilla_${ownerTag()}_${checksum}`);
  await Promise.all([writeDurably(`${temporary}.pack`, pack), writeDurably(`${temporary}.idx`, index)]);
  return {
    place: async () => {
      await rename(`${temporary}.pack`, join(folder, `pack-${checksum}.pack`));
      await rename(`${temporary}.idx`, join(folder, `pack-${checksum}.idx`));
    },
    discard: async () => {
      await rm(`${temporary}.pack`, { force: true });
      await rm(`${temporary}.idx`, { force: true });
    },
  };
}

/**
 * Clears what killed runs left behind. A pack that lacks only the name of its index gets it: it is whole, and
 * another run may be writing the very same pack.
 *
 * @returns number of packs in the repository
 */
export async function sweepPacks(gitDir: string): Promise<number> {
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

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, "wx", 0o444);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
