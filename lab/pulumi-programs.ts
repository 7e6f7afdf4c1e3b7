/** Finds the Pulumi on PATH, or builds it with its plugins. */

import { execFile } from "node:child_process";
import { linkSync, renameSync, statSync } from "node:fs";
import { basename, delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { ensureBuiltTool, tryBuiltTool } from "./ensure-tool.ts";
import { findExecutable } from "./executables.ts";
import type { Log } from "./program.ts";
import { oldestPulumi } from "./pulumi-environment.ts";
import { atLeast, tryParseVersion } from "./version.ts";

const run = promisify(execFile);

/** The command line to run, and the folders that have to be on PATH for it to find its plugins. */
interface PulumiPrograms {
  readonly program: string;
  readonly folders: readonly string[];
}

/**
 * The Pulumi on PATH when it is new enough and has its Node language host, else the one built from pinned modules.
 * The Kubernetes plugin is added to ours when it has been built; an official Pulumi installs its own.
 */
export async function ensurePulumi(log: Log, signal: AbortSignal): Promise<PulumiPrograms> {
  const installed = await tryInstalledPulumi(log);
  if (installed !== undefined) return { program: installed, folders: [] };
  const program = await ensureBuiltTool("pulumi", log, signal);
  const host = await ensureBuiltTool("pulumi-language-nodejs", log, signal);
  putBeside(program, host);
  const plugin = await tryBuiltTool("pulumi-resource-kubernetes");
  return { program, folders: [program, ...(plugin === undefined ? [] : [plugin])].map(dirname) };
}

/** Pulumi warns on every run about a language host that is not in its own folder; a hard link puts it there. */
function putBeside(program: string, host: string) {
  const link = join(dirname(program), basename(host));
  if (statSync(link, { throwIfNoEntry: false })?.ino === statSync(host).ino) return;
  const draft = `${link}.${process.pid}`;
  linkSync(host, draft);
  renameSync(draft, link);
}

async function tryInstalledPulumi(log: Log): Promise<string | undefined> {
  const path = process.env["PATH"] ?? "";
  const program = findExecutable("pulumi", path);
  if (program === undefined) return undefined;
  const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const answer = await run(program, ["version"], { env }).catch((error: Error) => ({ stdout: error.message }));
  const problem = problemOf(
    answer.stdout,
    findExecutable("pulumi-language-nodejs", besides(program, path)) !== undefined,
  );
  if (problem === undefined) return program;
  log(`${program} is not used: ${problem}`);
  return undefined;
}

/** Pulumi looks for a language host on PATH and in its own folder. */
function besides(program: string, path: string): string {
  return [path, dirname(program)].join(delimiter);
}

/** Why a Pulumi that answers `pulumi version` so cannot be used; undefined when it can. */
export function problemOf(answer: string, hasLanguageHost: boolean): string | undefined {
  const version = tryParseVersion(answer);
  const oldest = oldestPulumi.join(".");
  if (version === undefined) return `\`pulumi version\` says ${JSON.stringify(answer.trim())} instead of a version`;
  if (!atLeast(version, oldestPulumi)) return `it is ${answer.trim()}, and ${oldest} or newer is needed`;
  return hasLanguageHost ? undefined : "pulumi-language-nodejs is neither beside it nor on PATH";
}

/** The clone that this file lies in. */
export const cloneFolder = join(import.meta.dirname, "..");
