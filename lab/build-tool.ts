import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { goBuild } from "./go.ts";
import { isRunning } from "./is-running.ts";
import { LabFailure, type Log } from "./program.ts";
import type { Tool } from "./tools.ts";

/**
 * Builds the Go module in `folder` into the file `program`, which is `<cache>/<build>/bin/<name>`. The folder of the
 * build appears whole or not at all. A build that was killed is resumed by the next one, from Go's own build cache.
 * @throws LabFailure when Go refuses, with what it said.
 */
export async function buildTool(tool: Tool, folder: string, program: string, log: Log, stop: AbortSignal) {
  const home = dirname(dirname(program));
  const draft = `${home}.${process.pid}.part`;
  removeDeadDrafts(dirname(home));
  const name = basename(program);
  const title = `${name} ${tool.version}`;
  const started = performance.now();
  const seconds = () => Math.round((performance.now() - started) / 1000);
  let packages = 0;
  log(`${title}: building${expectation(tool)}`);
  const pulse = setInterval(() => log(`${title}: ${seconds()} s, ${packages} packages compiled`), 30_000);
  try {
    const output = join(draft, "bin", name);
    mkdirSync(dirname(output), { recursive: true });
    const said = await goBuild(tool, folder, output, () => packages++, stop);
    if (said !== undefined) throw new LabFailure(1, `${title} does not build in ${folder}. Go said:\n${said}`);
    const megabytes = Math.round(statSync(output).size / 1e6);
    publish(draft, home);
    log(`${title}: built in ${seconds()} s, ${megabytes} MB, ${packages} packages compiled`);
  } finally {
    clearInterval(pulse);
    rmSync(draft, { recursive: true, force: true });
  }
}

function expectation(tool: Tool): string {
  return tool.measured === undefined ? "" : `, about ${tool.measured.seconds} s on 2 cores`;
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
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(cache, entry), { recursive: true, force: true });
  }
}
