/** Git in the repository around a fleet's files. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { gitEnvironment, type Setting } from "../git/repository/environment.ts";

/** Everything that Git prints at once: the files of a fleet of 10,000 sites are some 20 MB. */
const MAX_BYTES = 1024 ** 3;

/** The user's own attributes say nothing about what a commit holds. */
const SETTINGS: readonly Setting[] = [["core.attributesFile", devNull]];

/** What a run of Git gave; `ok` is false too when it could not be started. */
interface GitRun {
  readonly ok: boolean;
  readonly stdout: Buffer;
}

export type FleetGit = (args: readonly string[], input?: string) => GitRun;

/**
 * Git in the folder of a fleet. No variable of the environment leads it elsewhere, no replacement or graft stands for an
 * object, and no program that the repository's configuration names runs.
 *
 * @param index file to use as the index in place of the repository's own, which may say that a changed file is not one
 */
export function fleetGit(root: string, index?: string): FleetGit {
  const env = {
    ...gitEnvironment(process.env, undefined, SETTINGS),
    GIT_ATTR_NOSYSTEM: "1",
    GIT_LITERAL_PATHSPECS: "1",
    ...(index !== undefined && { GIT_INDEX_FILE: index }),
  };
  return (args, input) => {
    const { status, stdout } = spawnSync("git", ["-C", root, ...args], { env, input, maxBuffer: MAX_BYTES });
    return { ok: status === 0, stdout: stdout ?? Buffer.alloc(0) };
  };
}

/** Where the fleet's folder lies in its repository: `fleets/east/`, or empty at the top or outside of any. */
export function folderInRepository(root: string): string {
  const { ok, stdout } = fleetGit(root)(["rev-parse", "--show-prefix"]);
  return ok ? stdout.toString().replace(/\n$/, "") : "";
}

/** Git with an index that holds one commit and nothing that somebody said about its files. */
export function withIndexOf<T>(root: string, commit: string, use: (git: FleetGit) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "flotilla-index-"));
  try {
    const git = fleetGit(root, join(folder, "index"));
    git(["read-tree", commit]);
    return use(git);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
