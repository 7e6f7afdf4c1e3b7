import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { toolCache } from "./cache.ts";
import { findExecutable } from "./executables.ts";
import { LabFailure } from "./failure.ts";
import { goBuild, tryGo } from "./go.ts";
import { buildKey, type Go, goBuildArguments, requiredGo } from "./recipe.ts";
import { type Tool, type ToolName, tools } from "./tools.ts";
import { atLeast, tryParseVersion, type Version } from "./version.ts";

/** Takes one line of progress for people. */
export type Say = (line: string) => void;

/** Path of the tool's program in the cache when it is built there, without building it. */
export async function tryBuiltTool(name: ToolName): Promise<string | undefined> {
  const { folder, files } = moduleOf(tools[name]);
  const go = await tryGo(folder);
  if (go === undefined) return undefined;
  const program = programOf(name, buildKey(tools[name], files, go), go);
  return existsSync(program) ? program : undefined;
}

/**
 * Path of the tool's program, which is built when it is not in the cache. Without a Go that can build it, the program
 * on PATH is taken, in whatever version it is.
 * @throws LabFailure with exit code 2 when there is neither, and with 1 when the build fails.
 */
export async function ensureTool(name: ToolName, say: Say, signal: AbortSignal): Promise<string> {
  const tool: Tool = tools[name];
  const { folder, files } = moduleOf(tool);
  const required = requiredGo(files["go.mod"] ?? "");
  const go = await tryGo(folder);
  if (go === undefined || !atLeast(versionOf(go.version), versionOf(required))) {
    return fromPath(name, go === undefined ? "there is no Go on PATH" : `Go is ${go.version}`, required, say);
  }
  const program = programOf(name, buildKey(tool, files, go), go);
  if (!existsSync(program)) await build(name, folder, program, go, say, signal);
  return program;
}

function fromPath(name: ToolName, found: string, required: string, say: Say): string {
  const program = findExecutable(name, process.env["PATH"] ?? "");
  if (program === undefined) {
    const wanted = `Building ${name} ${tools[name].version} needs Go ${required} or newer, but ${found}`;
    throw new LabFailure(2, `${wanted}. Install Go, or put ${name} on PATH.`);
  }
  say(`${name}: taken from PATH (${program}), its version is not checked, because ${found}`);
  return program;
}

async function build(name: ToolName, folder: string, program: string, go: Go, say: Say, signal: AbortSignal) {
  const home = join(program, "..", "..");
  const draft = `${home}.${process.pid}.part`;
  removeDeadDrafts(join(home, ".."));
  const { version } = tools[name];
  const started = performance.now();
  const seconds = () => Math.round((performance.now() - started) / 1000);
  let packages = 0;
  say(`${name} ${version}: building${expectation(tools[name])}`);
  const pulse = setInterval(() => say(`${name} ${version}: ${seconds()} s, ${packages} packages compiled`), 30_000);
  try {
    mkdirSync(join(draft, "bin"), { recursive: true });
    const output = join(draft, "bin", programFile(name, go));
    const said = await goBuild(folder, goBuildArguments(tools[name], output), () => packages++, signal);
    if (said !== undefined) {
      throw new LabFailure(1, `${name} ${version} does not build in ${folder}. Go said:\n${said}`);
    }
    const megabytes = Math.round(statSync(output).size / 1e6);
    publish(draft, home);
    say(`${name} ${version}: built in ${seconds()} s, ${megabytes} MB, ${packages} packages compiled`);
  } finally {
    clearInterval(pulse);
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Renaming a folder is atomic; when another process was first, its build is as good as ours. */
function publish(draft: string, home: string) {
  try {
    renameSync(draft, home);
  } catch (error) {
    if (!existsSync(home)) throw error;
  }
}

/** A killed build leaves its draft behind; the process id in the name tells whether it still runs. */
function removeDeadDrafts(cache: string) {
  if (!existsSync(cache)) return;
  for (const entry of readdirSync(cache)) {
    const pid = /\.(\d+)\.part$/.exec(entry)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(cache, entry), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** The tool's Go module on disk, with the files that decide what is built. */
function moduleOf(tool: Tool): { folder: string; files: Readonly<Record<string, string>> } {
  const folder = join(import.meta.dirname, "tools", tool.folder);
  const names = ["go.mod", "go.sum", ...(tool.package === "." ? ["main.go"] : [])];
  return { folder, files: Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")])) };
}

function programOf(name: ToolName, key: string, go: Go): string {
  return join(toolCache(process.env, homedir()), `${name}-${key}`, "bin", programFile(name, go));
}

function programFile(name: ToolName, go: Go): string {
  return go.os === "windows" ? `${name}.exe` : name;
}

function expectation(tool: Tool): string {
  return tool.measured === undefined ? "" : `, about ${tool.measured.seconds} s on 2 cores`;
}

function versionOf(text: string): Version {
  return tryParseVersion(text) ?? [0, 0, 0];
}
