/** A repository on this machine as the target of a publish. */

import { readdir, readFile, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { bareConfig, cleanStaleRepositories, createTempRepository, promote, writeFirstRef } from "./bare-repository.ts";
import { GitError, objectFormatError } from "./git-error.ts";
import { hookOf, ownProgramsError, requireTrusted } from "./hooks.ts";
import { cleanStalePacks } from "./pack-store.ts";
import { type Git, gitIn, gitOutput } from "./process.ts";
import { openRemote } from "./remote-target.ts";
import { isTrue, type SettingsReader } from "./settings.ts";
import type { RefUpdate, Target } from "./target.ts";

const NO_COMMIT = "0".repeat(40);
/** `gc.autoPackLimit`: each publish adds a pack, and no `git receive-pack` is there to tidy up. */
const MANY_PACKS = 50;
const HINT = "Name a folder of bare repositories; `git clone --bare` makes one of a repository with files.";

/**
 * A bare repository on this machine; a folder that is missing or empty becomes one. One with hooks is pushed to, so that they
 * decide.
 */
export async function openLocal(path: string, branch: string, settings: SettingsReader): Promise<Target> {
  await cleanStaleRepositories(path);
  const packs = await cleanStalePacks(path);
  const existing = await openExisting(path, branch, settings, packs);
  if (!existing) return openTemporary(path, branch);
  const hook = await hookOf(path);
  if (hook === undefined) return existing;
  await requireTrusted(path, hook);
  const url = pathToFileURL(path).href;
  return openRemote(url, url, branch);
}

/**
 * @param packs how many there are; after a publish to a repository with many, Git tidies up
 * @returns undefined when the folder is missing or empty
 */
export async function openExisting(
  path: string,
  branch: string,
  settings: SettingsReader,
  packs = 0,
): Promise<Target | undefined> {
  const names = await readdir(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return [];
    throw new GitError("git/not-a-repository", `${path} cannot be read as a folder: ${cause.message}.`, HINT);
  });
  if (names.length === 0) return undefined;
  const git = gitIn(path);
  await requireBare(path, names, git, settings);
  const ref = `refs/heads/${branch}`;
  return {
    gitDir: path,
    git,
    settings: [],
    findTip: async () => ref,
    fetchCommit: async () => {},
    prefetch: async () => {},
    fetchBlobs: async () => {},
    updateRef: async (next, previous) => {
      const update = await moveRef(path, git, ref, next, previous);
      if (update.kind === "updated" && packs > MANY_PACKS) await git(["gc", "--auto", "--quiet"]);
      return update;
    },
    release: async () => {},
  };
}

async function openTemporary(path: string, branch: string): Promise<Target> {
  const temporary = await createTempRepository(path, branch);
  return {
    gitDir: temporary,
    git: gitIn(temporary),
    settings: [],
    findTip: async () => undefined,
    fetchCommit: async () => {},
    prefetch: async () => {},
    fetchBlobs: async () => {},
    updateRef: async (next) => {
      await writeFirstRef(temporary, branch, next);
      return { kind: (await promote(temporary, path)) ? "updated" : "raced" };
    },
    release: () => rm(temporary, { recursive: true, force: true }),
  };
}

async function requireBare(path: string, names: readonly string[], git: Git, reader: SettingsReader): Promise<void> {
  const isRepository = ["HEAD", "objects", "refs"].every((name) => names.includes(name));
  if (!isRepository) {
    const found = names.includes(".git") ? "is a repository with a work tree" : "is not a repository";
    throw new GitError("git/not-a-repository", `${path} ${found}; a bare repository was expected.`, HINT);
  }
  const settings = await reader.read(git, path);
  // Git's own guess where the configuration says nothing (setup.c).
  const isBare = settings.has("core.bare") ? isTrue(settings, "core.bare") : basename(path) !== ".git";
  if (!isBare) throw new GitError("git/not-a-repository", `${path} belongs to a repository with a work tree.`, HINT);
  await requireHarmless(path, git);
  const format = settings.get("extensions.objectformat") ?? "sha1";
  if (format !== "sha1") throw objectFormatError(`${path} is a repository of format ${format}.`);
}

/** Keys by which a repository's own configuration has Git run a program or fetch from a place of its choice. */
const PROGRAMS =
  /^(gpg\.|core\.(hookspath|fsmonitor|sshcommand|gitproxy|alternaterefscommand)\n|gc\.recentobjectshook|credential\.|protocol\.|include|extensions\.partialclone|remote\..*\.(promisor|uploadpack|receivepack|vcs))/;
/**
 * Nothing that the owner of the repository configured runs with our rights: such a repository is published to through the
 * server that serves it.
 */
async function requireHarmless(path: string, git: Git): Promise<void> {
  const own = await readFile(join(path, "config"), "utf8").catch(() => "");
  if (own === bareConfig) return;
  const listed = await gitOutput(git, ["config", "--list", "--local", "--no-includes", "--null"]);
  const key = listed.split("\0").find((entry) => PROGRAMS.test(entry) && !entry.endsWith("\nfalse"));
  if (key === undefined) return;
  throw ownProgramsError(
    `${path} sets ${key.split("\n")[0]} in its own configuration, which would run with your rights`,
  );
}

async function moveRef(
  path: string,
  git: Git,
  ref: string,
  next: string,
  previous: string | undefined,
): Promise<RefUpdate> {
  const { code, stderr } = await git(["update-ref", ref, next, previous ?? NO_COMMIT]);
  if (code === 0) {
    if (previous === undefined) await followFirstBranch(git, ref);
    return { kind: "updated" };
  }
  const now = (await git(["rev-parse", "--verify", "--quiet", ref])).stdout.toString().trim();
  if (now === next) return { kind: "updated" };
  if (now !== (previous ?? "")) return { kind: "raced" };
  const lock = join(path, `${ref}.lock`);
  const isLocked = await stat(lock).catch(() => undefined);
  return { kind: "rejected", detail: stderr, lock: isLocked && lock };
}

/** A repository made by `git init` may point at a branch that will never be born. */
async function followFirstBranch(git: Git, ref: string): Promise<void> {
  const head = await git(["rev-parse", "--verify", "--quiet", "HEAD"]);
  if (head.code !== 0) await gitOutput(git, ["symbolic-ref", "HEAD", ref]);
}
