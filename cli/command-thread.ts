/** The thread in which a command runs. */

import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import { type ExitCode, exitCode } from "./exit-code.ts";

/** What the thread of a command is told. */
export interface CommandSetup {
  readonly args: readonly string[];
  /** URL of the module of profiles, when it is not the shipped one. */
  readonly profiles: string | undefined;
}

/**
 * Settings of V8 for commands that go through a whole fleet: 16 MB for new objects instead of up to 64, and a heap of old
 * ones that is cleared when it has grown to 2.3 times its size instead of up to four. A heap reads them when it is made,
 * so the process's own, which is there already, stays as it is.
 */
const FLAGS = ["--max-semi-space-size=16", "--heap-growing-percent=130"];
const COMMANDS: ReadonlySet<string> = new Set(["check", "diff", "publish", "start", "synth"]);

/**
 * Runs a command line to its end. A command that goes through a whole fleet gets a thread of its own: its heap has those
 * settings, and the process hears signals while it computes.
 *
 * @param profiles URL of a module in place of the shipped profiles
 */
export async function runCommand(args: readonly string[], profiles?: string): Promise<ExitCode> {
  if (COMMANDS.has(args[0] ?? "")) return onThread({ args, profiles });
  const { main } = await import("./main.ts");
  return main(args);
}

function onThread(workerData: CommandSetup): Promise<ExitCode> {
  for (const flag of FLAGS) setFlagsFromString(flag);
  const worker = new Worker(new URL("./command-entry.ts", import.meta.url), { workerData });
  return new Promise((resolve) => {
    worker.once("error", (cause: NodeJS.ErrnoException) => {
      process.stderr.write(`flotilla: ${textOf(cause)}\n`);
      resolve(exitCode.unexpected);
    });
    worker.once("exit", (code) => resolve(code as ExitCode));
  });
}

function textOf({ code, message }: NodeJS.ErrnoException): string {
  if (code !== "ERR_WORKER_OUT_OF_MEMORY") return `unexpected: ${message}\n  this is a fault of Flotilla`;
  return "the heap is full; nothing was moved\n  next: NODE_OPTIONS=--max-old-space-size=MB sets a higher limit, or name regions with --region";
}
