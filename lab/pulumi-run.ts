import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { runMain, say } from "./program.ts";
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

await runMain(async (stop) => {
  const { program, folders } = await ensurePulumi(say, stop);
  const stateFolder = needsLocalBackend(process.env) ? join(cloneFolder, "out", "pulumi") : undefined;
  if (stateFolder !== undefined) mkdirSync(stateFolder, { recursive: true });
  const path = [join(cloneFolder, "node_modules", ".bin"), ...folders];
  return runToEnd(program, process.argv.slice(2), pulumiEnvironment(process.env, path, stateFolder));
});
