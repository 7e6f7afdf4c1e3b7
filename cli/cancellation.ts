/** Ends a run that is cancelled by a signal or that lost its launcher. */

import { platform } from "node:os";
import { exitCode } from "./exit-code.ts";

/** How often it is asked whether the launcher is still there. */
const LOOK_MS = 50;

/**
 * Ends the process with exit code 8 on SIGINT and SIGTERM, and when the process that started it for its user is gone.
 * Leaving at once is safe: nothing is visible before a repository's branch moves, and the next run clears up.
 */
export function listenForCancellation(): void {
  const leave = () => process.exit(exitCode.cancelled);
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, leave);
  const launcher = launcherOf(process.env);
  // Programs that this one starts have it as their launcher, not ours.
  delete process.env["FLOTILLA_LAUNCHER"];
  if (launcher === undefined) return;
  setInterval(() => {
    if (isGone(launcher)) leave();
  }, LOOK_MS).unref();
}

/**
 * The process that does nothing but wait for this one: an old Node that handed over, or the shell of `npx` or `npm run`.
 * npm passes a signal on to that shell, which ends without a word to us. Nobody else is watched, since `nohup` and `&`
 * let a run outlive the shell it was started from.
 */
function launcherOf(env: NodeJS.ProcessEnv): number | undefined {
  const { FLOTILLA_LAUNCHER: handedOver, npm_command: npm } = env;
  if (handedOver !== undefined) return Number(handedOver);
  return npm !== undefined && platform() !== "win32" ? process.ppid : undefined;
}

function isGone(launcher: number): boolean {
  if (platform() !== "win32") return process.ppid !== launcher;
  // Windows gives orphans no other parent.
  try {
    process.kill(launcher, 0);
    return false;
  } catch {
    return true;
  }
}
