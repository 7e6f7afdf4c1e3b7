/** The local cache of a repository behind a URL. */

import { createHash } from "node:crypto";
import { rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { cleanStaleRepositories, createTempRepository, promote } from "./bare-repository.ts";
import { makeFolder } from "./make-folder.ts";
import { cleanStalePacks } from "./pack-store.ts";

/** Longer than any Git process of ours runs: in our own cache such a lock has no owner. */
const STALE_LOCK_MS = 15 * 60_000;

/**
 * Objects that the other side holds may be missing here; Git fetches them when they are read (git partial clone).
 * The URL is not written down: it may hold a credential.
 */
const CONFIG = `[core]
\trepositoryformatversion = 1
\tfilemode = true
\tbare = true
[extensions]
\tpartialClone = origin
[remote "origin"]
\tpromisor = true
\tpartialCloneFilter = blob:none
`;

/** The cache repository of a URL, made when missing. It may be deleted at any time between runs. */
export async function openCache(canonicalUrl: string, branch: string): Promise<string> {
  const base = process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache");
  const name = createHash("sha256").update(canonicalUrl).digest("hex").slice(0, 40);
  const path = join(base, "flotilla", "repos", `${name}.git`);
  makeFolder(dirname(path), 0o700);
  await cleanStaleRepositories(path);
  if (!(await stat(path).catch(() => undefined))) {
    await promote(await createTempRepository(path, branch, CONFIG), path);
  }
  await cleanStalePacks(path);
  for (const name of ["shallow.lock", "packed-refs.lock", `refs/heads/${branch}.lock`]) {
    const lock = join(path, name);
    const status = await stat(lock).catch(() => undefined);
    if (status && Date.now() - status.mtimeMs > STALE_LOCK_MS) await rm(lock, { force: true });
  }
  return path;
}
