/** The path of a tool's program, built first when it is not there. */

import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { buildTool } from "./build-tool.ts";
import { toolCache } from "./cache.ts";
import { findExecutable, programFiles } from "./executables.ts";
import { tryGo } from "./go.ts";
import { buildKey, type Go, requiredGo } from "./go-build.ts";
import { LabFailure, type Log } from "./program.ts";
import { type Tool, type ToolName, tools } from "./tools.ts";
import { atLeast, tryParseVersion } from "./version.ts";

/** Path of the tool's program in the cache when it is built there already. */
export async function tryBuiltTool(name: ToolName): Promise<string | undefined> {
  const { folder, files } = moduleOf(tools[name]);
  const go = await tryGo(folder);
  if (go === undefined) return undefined;
  const program = programOf(name, files, go);
  return existsSync(program) ? program : undefined;
}

/**
 * Path of the tool's program in the cache, built when it is missing.
 * @throws LabFailure with exit code 2 when there is no Go that can build it, with 1 when the build fails.
 */
export async function ensureBuiltTool(name: ToolName, log: Log, stop: AbortSignal): Promise<string> {
  const { folder, files } = moduleOf(tools[name]);
  const go = await tryGo(folder);
  const required = requiredGo(files["go.mod"] ?? "");
  if (go === undefined || isOlder(go.version, required)) {
    const wanted = `Building ${name} ${tools[name].version} needs Go ${required} or newer`;
    const found = go === undefined ? "there is no Go on PATH" : `the Go on PATH is ${go.version}`;
    throw new LabFailure(2, `${wanted}, but ${found}. Install Go, or put ${name} on PATH.`);
  }
  const program = programOf(name, files, go);
  if (!existsSync(program)) await buildTool(tools[name], folder, program, log, stop);
  return program;
}

/** Like ensureBuiltTool, but without a Go that can build it the program on PATH is taken, in whatever version it is. */
export async function ensureTool(name: ToolName, log: Log, stop: AbortSignal): Promise<string> {
  try {
    return await ensureBuiltTool(name, log, stop);
  } catch (error) {
    const program = findExecutable(name, process.env["PATH"] ?? "");
    if (!(error instanceof LabFailure) || error.exitCode !== 2 || program === undefined) throw error;
    log(`${name}: taken from PATH, ${program}; its version is not checked`);
    return program;
  }
}

/** The tool's Go module on disk, with the files that decide what is built. */
function moduleOf(tool: Tool): { readonly folder: string; readonly files: Readonly<Record<string, string>> } {
  const folder = join(import.meta.dirname, "tools", tool.folder);
  const names = ["go.mod", "go.sum", ...(tool.package === "." ? ["main.go"] : [])];
  return { folder, files: Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")])) };
}

function programOf(name: ToolName, files: Readonly<Record<string, string>>, go: Go): string {
  const build = `${name}-${buildKey(tools[name], files, go)}`;
  const [file = name] = programFiles(name, process.platform);
  return join(toolCache(process.env, homedir()), build, "bin", file);
}

function isOlder(version: string, required: string): boolean {
  return !atLeast(tryParseVersion(version) ?? [0, 0, 0], tryParseVersion(required) ?? [0, 0, 0]);
}
