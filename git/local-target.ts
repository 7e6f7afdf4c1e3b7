import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { draftRepository, placeRepository, sweepDrafts, writeFirstRef } from "./bare-repository.ts";
import { GitFault } from "./fault.ts";
import { sweepPacks } from "./pack-store.ts";
import { gitIn, gitOutput } from "./process.ts";
import { isTrue, type SettingsReader } from "./settings.ts";
import type { Swap, Target } from "./target.ts";

const NO_COMMIT = "0".repeat(40);
/** `gc.autoPackLimit`: each publish adds a pack, and no `git receive-pack` is there to tidy up. */
const MANY_PACKS = 50;

/** A bare repository on this machine; a folder that is missing or empty becomes one. */
export async function openLocal(path: string, branch: string, settings: SettingsReader): Promise<Target> {
  await sweepDrafts(path);
  const names = await readdir(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return [];
    throw new GitFault("git/not-a-repository", `${path} cannot be read as a folder: ${cause.message}.`, HINT);
  });
  return names.length === 0 ? openDraft(path, branch) : openExisting(path, names, branch, settings);
}

const HINT = "Name a folder of bare repositories; `git clone --bare` makes one of a repository with files.";

async function openDraft(path: string, branch: string): Promise<Target> {
  const draft = await draftRepository(path, branch);
  return {
    gitDir: draft,
    git: gitIn(draft),
    settings: [],
    findTip: async () => undefined,
    swap: async (next) => {
      await writeFirstRef(draft, branch, next);
      return { kind: (await placeRepository(draft, path)) ? "swapped" : "lost" };
    },
    release: () => rm(draft, { recursive: true, force: true }),
  };
}

async function openExisting(
  path: string,
  names: readonly string[],
  branch: string,
  reader: SettingsReader,
): Promise<Target> {
  const git = gitIn(path);
  const isRepository = ["HEAD", "objects", "refs"].every((name) => names.includes(name));
  const isBare = isRepository && !/[\\/]\.git$/.test(path);
  if (!isBare || !isTrue(await reader.read(git, path), "core.bare")) {
    const found = names.includes(".git") || isRepository ? "is a repository with a work tree" : "is not a repository";
    throw new GitFault("git/not-a-repository", `${path} ${found}; a bare repository was expected.`, HINT);
  }
  const packs = await sweepPacks(path);
  const ref = `refs/heads/${branch}`;
  const readRef = async () => (await git(["rev-parse", "--verify", "--quiet", ref])).stdout.toString().trim();

  const swap = async (next: string, previous: string | undefined): Promise<Swap> => {
    const { code, stderr } = await git(["update-ref", ref, next, previous ?? NO_COMMIT]);
    if (code === 0) {
      if (previous === undefined) await followFirstBranch();
      if (packs > MANY_PACKS) await git(["gc", "--auto", "--quiet"]);
      return { kind: "swapped" };
    }
    if ((await readRef()) !== (previous ?? "")) return { kind: "lost" };
    const lock = join(path, `${ref}.lock`);
    const isLocked = await stat(lock).catch(() => undefined);
    return { kind: "stuck", detail: stderr, lock: isLocked && lock };
  };

  /** A repository made by `git init` may point at a branch that will never be born. */
  const followFirstBranch = async () => {
    const head = await git(["rev-parse", "--verify", "--quiet", "HEAD"]);
    if (head.code !== 0) await gitOutput(git, ["symbolic-ref", "HEAD", ref]);
  };

  return { gitDir: path, git, settings: [], findTip: async () => ref, swap, release: async () => {} };
}
