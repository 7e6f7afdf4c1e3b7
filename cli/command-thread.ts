import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { shownText } from "../model/shown-text.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";
import { showsProgress, startProgress } from "./progress.ts";
import { systemErrorText } from "./system-error.ts";
import { removeAtExit } from "./terminal.ts";

/** What the thread of a command is told. */
interface CommandSetup {
  readonly args: readonly string[];
  /** Flags of V8 to begin with. */
  readonly flags: readonly string[];
  /** URL of the module of profiles, when it is not the shipped one. */
  readonly profiles: string | undefined;
  /** Folder for the temporary ones of the command; it may be missing. */
  readonly scratch: string;
  /** The process shows how long it takes; whatever is said clears that line. */
  readonly progress: boolean;
}

/** Three times one half of the room for new objects (V8, heap.cc): 8 MB instead of up to 64. docs/adr/0013 has the figures. */
const YOUNG_GENERATION_MB = 24;
/** A heap of old objects is cleared when it has grown to 2.3 times its size, instead of up to four. */
const FLAGS = ["--heap-growing-percent=130"];
/** Commands that go through a whole fleet. */
const COMMANDS: ReadonlySet<string> = new Set(["check", "diff", "map", "plan", "publish", "start", "synth"]);
/** What an upgrade starts to compare is a diff; the upgrade itself takes back what it did when its process ends. */
const isOfWholeFleet = (name: string, args: readonly string[]): boolean =>
  COMMANDS.has(name) || (name === "upgrade" && args.some((each) => /^--compare(=|$)/.test(each)));
/** Others that may take seconds: on a thread where somebody waits, since a thread that computes shows nothing. */
const SLOW: ReadonlySet<string> = new Set(["explain", "list", "schema"]);

/**
 * Runs a command line to its end. A command that goes through a whole fleet gets a thread of its own: its heap makes less
 * garbage wait, and the process hears signals while it computes.
 *
 * @param profiles URL of a module in place of the shipped profiles
 */
export async function runCommand(args: readonly string[], profiles?: string): Promise<ExitCode> {
  const [name = ""] = args;
  const progress = showsProgress(process.env);
  if (isOfWholeFleet(name, args) || (progress && SLOW.has(name))) {
    const stop = progress ? startProgress(name, (text) => process.stderr.write(text)) : () => {};
    return onThread({ args, flags: FLAGS, profiles, scratch: newScratch(), progress }).finally(stop);
  }
  const { main } = await import("./main.ts");
  return main(args);
}

/** A thread that is stopped cleans nothing up: the process does it. */
function newScratch(): string {
  const folder = join(tmpdir(), `flotilla-${randomUUID()}`);
  removeAtExit(folder);
  return folder;
}

function onThread(workerData: CommandSetup): Promise<ExitCode> {
  const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB };
  const worker = new Worker(new URL("./command-entry.mjs", import.meta.url), { workerData, resourceLimits });
  return new Promise((resolve) => {
    worker.once("error", (cause: NodeJS.ErrnoException) => {
      process.stderr.write(shownText(`flotilla: ${textOf(cause)}\n`));
      resolve(exitCode.unexpected);
    });
    worker.once("exit", (code) => resolve(code as ExitCode));
  });
}

function textOf(cause: NodeJS.ErrnoException): string {
  const { code, message } = cause;
  const refused = code === "ERR_WORKER_INIT_FAILED" ? systemErrorText(cause) : undefined;
  if (refused !== undefined) return refused;
  if (code !== "ERR_WORKER_OUT_OF_MEMORY") return `unexpected: ${message}\n  this is a fault of Flotilla`;
  return "the heap is full; every repository is as it was or has its new commit\n  next: NODE_OPTIONS=--max-old-space-size=MB sets a higher limit; --region takes a part";
}
