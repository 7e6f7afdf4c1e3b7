/** Runs Git in one repository. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { gitEnvironment, type Setting } from "./environment.ts";
import { GitError } from "./git-error.ts";

/** No healthy transfer of one region's repository takes longer; a hung one must not hold a run for ever. */
const LONGEST_RUN_MS = 10 * 60_000;

interface GitExit {
  readonly code: number;
  readonly stdout: Buffer;
  /** For people: nothing is decided by it. */
  readonly stderr: string;
}

export interface GitInput {
  readonly stdin?: string;
  /** After which it is ended; a transfer may take as long as `LONGEST_RUN_MS`. */
  readonly limitMs?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs `git` with the arguments in one repository, and waits for its end. */
export type Git = (args: readonly string[], input?: GitInput) => Promise<GitExit>;

/** Git bound to the repository in a Git directory, or to none. */
export function gitIn(gitDir: string | undefined, settings: readonly Setting[] = []): Git {
  const environment = gitEnvironment(process.env, gitDir, settings);
  return (args, { env, ...input } = {}) => run(args, { ...environment, ...env }, input);
}

async function run(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  { stdin, limitMs = LONGEST_RUN_MS }: GitInput,
): Promise<GitExit> {
  const child = spawn("git", args, { env, stdio: "pipe", windowsHide: true });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  // A child that ends without reading its input is known by its exit code, not by the broken pipe.
  child.stdin.on("error", () => {});
  child.stdin.end(stdin);
  // Node's own `timeout` waits on when the program could not be started, and for helpers of Git that hold its pipes.
  const limit = setTimeout(() => {
    stderr.push(Buffer.from(`no answer within ${limitMs / 1000} s`));
    child.kill();
    child.stdout.destroy();
    child.stderr.destroy();
  }, limitMs);
  const [code] = await once(child, "close")
    .catch((cause: unknown) => {
      throw startError(cause);
    })
    .finally(() => clearTimeout(limit));
  return { code: code ?? 255, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString().trim() };
}

/** The output of a run that has to succeed. */
export async function gitOutput(git: Git, args: readonly string[], input?: GitInput): Promise<string> {
  const { code, stdout, stderr } = await git(args, input);
  if (code !== 0) throw commandError(args, code, stderr);
  return stdout.toString();
}

export function commandError(args: readonly string[], code: number, stderr: string): GitError {
  return new GitError(
    "git/command",
    `\`git ${args.join(" ")}\` ended with exit code ${code}: ${stderr || "no message"}`,
    "Run the command by hand in that repository; `git fsck --full` tells whether it is sound.",
  );
}

export function startError(cause: unknown): GitError {
  return new GitError(
    "git/not-found",
    `Git could not be started: ${cause instanceof Error ? cause.message : String(cause)}`,
    "Install Git 2.38 or newer and put it on PATH.",
  );
}
