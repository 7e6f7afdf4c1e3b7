import { execFileSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Content } from "./content.ts";

// The tests hold whatever the machine's own Git configuration says, signing above all.
process.env["GIT_CONFIG_GLOBAL"] = "/dev/null";
process.env["GIT_CONFIG_NOSYSTEM"] = "1";
for (const name of ["AUTHOR", "COMMITTER"]) {
  process.env[`GIT_${name}_NAME`] = "Test";
  process.env[`GIT_${name}_EMAIL`] = "test@localhost";
}

/** A folder of its own for one test. */
export function workspace(): string {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "flotilla-git-")));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

export function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync("git", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trimEnd();
}

/** Commits all files of a folder as a repository's first commit, on `main`. */
export function commitFirst(folder: string): void {
  git(folder, "init", "-q", "-b", "main");
  git(folder, "add", "-A");
  git(folder, "commit", "-qm", "Base");
}

export function gitFed(cwd: string, input: string | Uint8Array, ...args: readonly string[]): string {
  return execFileSync("git", args, { cwd, input, encoding: "utf8" }).trimEnd();
}

/** Commits onto the tip what a person would; an undefined text deletes. */
export function commitByHand(remote: string, changes: Content): string {
  const lines = Object.entries(changes).map(([path, text]) =>
    text === undefined
      ? `0 ${"0".repeat(40)}\t${path}`
      : `100644 ${gitFed(remote, text, "hash-object", "-w", "--stdin")}\t${path}`,
  );
  return commitEntries(remote, ...lines);
}

/** Commits onto the tip lines of `git update-index --index-info`: `<mode> <id>\t<path>`. */
export function commitEntries(remote: string, ...lines: readonly string[]): string {
  const index = join(remote, "index-of-test");
  const run = (args: readonly string[], input = "") =>
    execFileSync("git", args, { cwd: remote, env: { ...process.env, GIT_INDEX_FILE: index }, input, encoding: "utf8" });
  const tip = run(["for-each-ref", "--format=%(objectname)", "refs/heads/main"]).trim();
  run(["read-tree", tip || "--empty"]);
  run(["update-index", "--add", "--replace", "--index-info"], `${lines.join("\n")}\n`);
  const parent = tip ? ["-p", tip] : [];
  const commit = run(["commit-tree", ...parent, "-m", "By hand", run(["write-tree"]).trim()]).trim();
  run(["update-ref", "refs/heads/main", commit]);
  rmSync(index, { force: true });
  return commit;
}

/** Nothing that Git finds fault with, garbage of interrupted runs included. */
export function fsck(remote: string): string {
  return git(remote, "fsck", "--full", "--strict", "--no-dangling");
}

export function tipFiles(remote: string): string[] {
  return git(remote, "ls-tree", "-r", "--name-only", "main").split("\n");
}
