/** Makes a bare repository under a temporary name and gives it its own in one step. */

import { mkdir, open, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { makeFolder } from "./make-folder.ts";
import { isAbandoned, tempOwner, tempOwnerPattern } from "./temp-owner.ts";

const OWNER = new RegExp(`^${tempOwnerPattern}$`);

/** Configuration of a new bare repository, as `git init --bare` writes it. */
export const bareConfig = "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n";

/**
 * A bare repository under a temporary name beside its place: what `git init --bare` makes, without a process and
 * without the sample hooks (gitrepository-layout(5)). `promote` makes it real.
 */
export async function createTempRepository(path: string, branch: string, config = bareConfig): Promise<string> {
  const temporary = join(dirname(path), `.${basename(path)}.flotilla_${tempOwner()}`);
  makeFolder(dirname(path));
  for (const folder of ["", "objects", "objects/info", "objects/pack", "refs", "refs/heads", "refs/tags"]) {
    await mkdir(join(temporary, folder));
  }
  await writeFile(join(temporary, "config"), config);
  await writeFile(join(temporary, "HEAD"), `ref: refs/heads/${branch}\n`);
  return temporary;
}

/** Writes the first value of a branch into a temporary repository, which nobody else knows. */
export async function writeFirstRef(temporary: string, branch: string, commit: string): Promise<void> {
  const path = join(temporary, "refs", "heads", branch);
  makeFolder(dirname(path));
  const file = await open(path, "wx");
  try {
    await file.writeFile(`${commit}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Gives a temporary repository its name, in one step.
 *
 * @returns false when something has that name by now; the temporary one is gone then
 */
export async function promote(temporary: string, path: string): Promise<boolean> {
  try {
    await rename(temporary, path);
    return true;
  } catch (cause) {
    await rm(temporary, { recursive: true, force: true });
    if (["ENOTEMPTY", "EEXIST", "ENOTDIR", "EPERM"].includes((cause as NodeJS.ErrnoException).code ?? "")) return false;
    throw cause;
  }
}

/** Removes temporary copies of this repository whose runs were killed. */
export async function cleanStaleRepositories(path: string): Promise<void> {
  const prefix = `.${basename(path)}.flotilla_`;
  for (const name of await readdir(dirname(path)).catch(() => [])) {
    if (!name.startsWith(prefix)) continue;
    const tag = OWNER.exec(name.slice(prefix.length));
    const temporary = join(dirname(path), name);
    const status = tag && (await stat(temporary).catch(() => undefined));
    if (status && isAbandoned(tag.slice(1), Date.now() - status.mtimeMs)) {
      await rm(temporary, { recursive: true, force: true });
    }
  }
}
