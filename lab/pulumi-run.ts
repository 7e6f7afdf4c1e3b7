/** Runs Pulumi with the right Node, PATH and state folder: `npm run pulumi -- ARGS`. */

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { constants, homedir } from "node:os";
import { join } from "node:path";
import { log, runMain } from "./program.ts";
import { needsLocalBackend, pulumiEnvironment, signalsToForward } from "./pulumi-environment.ts";
import { cloneFolder, ensurePulumi } from "./pulumi-programs.ts";

/** Runs the program on our own terminal; resolves to its exit code, or 128 + n when signal n ended it. */
function runToEnd(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: "inherit" });
    const forwarded = signalsToForward([process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY));
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => {
        if (forwarded.includes(signal)) child.kill(signal);
      });
    }
    child.on("error", reject);
    child.on("close", (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}

/**
 * A home in which Pulumi writes no automatic log: that one holds every property of every call, encrypted, and takes
 * two thirds of the engine's time with trees of files. A plain file in place of the folder is all it takes. Plugins
 * stay where they were.
 */
function furnishHome(home: string): void {
  mkdirSync(home, { recursive: true });
  const logs = join(home, "logs");
  if (!existsSync(logs)) writeFileSync(logs, "");
  const plugins = join(homedir(), ".pulumi", "plugins");
  if (existsSync(plugins) && !existsSync(join(home, "plugins"))) symlinkSync(plugins, join(home, "plugins"), "dir");
}

await runMain(async (stop) => {
  const { program, folders } = await ensurePulumi(log, stop);
  const stateFolder = needsLocalBackend(process.env) ? join(cloneFolder, "out", "pulumi") : undefined;
  if (stateFolder !== undefined) mkdirSync(stateFolder, { recursive: true });
  const path = [join(cloneFolder, "node_modules", ".bin"), ...folders];
  const env = pulumiEnvironment(process.env, path, stateFolder);
  if (stateFolder !== undefined && !process.env["PULUMI_HOME"]) furnishHome(env["PULUMI_HOME"] as string);
  return runToEnd(program, process.argv.slice(2), env);
});
