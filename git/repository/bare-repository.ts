import { mkdir, open, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { isAbandoned, ownerTag, ownerTagPattern } from "./temp-owner.ts";

const OWNER = new RegExp(`^${ownerTagPattern}$`);

/** Configuration of a new bare repository, as `git init --bare` writes it. */
export const bareConfig = "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n";

/**
 * A bare repository under a temporary name beside its place: what `git init --bare` makes, without a process and
 * without the sample hooks (gitrepository-layout(5)). `placeRepository` makes it real.
 */
export async function draftRepository(path: string, branch: string, config = bareConfig): Promise<string> {
  const draft = join(dirname(path), `.${basename(path)}.flotilla_${ownerTag()}`);
  await mkdir(dirname(path), { recursive: true });
  for (const folder of ["", "objects", "objects/info", "objects/pack", "refs", "refs/heads", "refs/tags"]) {
    await mkdir(join(draft, folder));
  }
  await writeFile(join(draft, "config"), config);
  await writeFile(join(draft, "HEAD"), `ref: refs/heads/${branch}\n`);
  return draft;
}

/** Writes the first value of a branch into a draft, which nobody else knows. */
export async function writeFirstRef(draft: string, branch: string, commit: string): Promise<void> {
  const path = join(draft, "refs", "heads", branch);
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, "wx");
  try {
    await file.writeFile(`${commit}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Gives a draft its name, in one step.
 *
 * @returns false when something has that name by now; the draft is gone then
 */
export async function placeRepository(draft: string, path: string): Promise<boolean> {
  try {
    await rename(draft, path);
    return true;
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    if (["ENOTEMPTY", "EEXIST", "ENOTDIR", "EPERM"].includes((cause as NodeJS.ErrnoException).code ?? "")) return false;
    throw cause;
  }
}

/** Removes drafts of this repository whose runs were killed. */
export async function sweepDrafts(path: string): Promise<void> {
  const prefix = `.${basename(path)}.flotilla_`;
  for (const name of await readdir(dirname(path)).catch(() => [])) {
    if (!name.startsWith(prefix)) continue;
    const tag = OWNER.exec(name.slice(prefix.length));
    const draft = join(dirname(path), name);
    const status = tag && (await stat(draft).catch(() => undefined));
    if (status && isAbandoned(tag.slice(1), Date.now() - status.mtimeMs)) {
      await rm(draft, { recursive: true, force: true });
    }
  }
}
