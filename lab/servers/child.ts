import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A program of the lab that runs. */
export interface Child {
  readonly name: string;
  /** File with what it printed. */
  readonly log: string;
  /** Ends it at once; resolves when it is gone. Data of the lab is not worth a clean end. */
  readonly stop: () => Promise<void>;
  readonly isRunning: () => boolean;
}

export interface ChildOptions {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Folder for the log. */
  readonly folder: string;
}

/**
 * The shell holds the reading end of a pipe whose writing end is ours: when we end, however that comes about, the
 * pipe closes and the program is killed.
 */
const KEEPER = `exec 3<&0
"$@" </dev/null 3<&- & child=$!
{ read -r never <&3; kill -KILL $child; } 2>/dev/null & watcher=$!
exec 3<&-
wait $child; code=$?
kill $watcher 2>/dev/null
exit $code`;

/** Starts a program in a process group of its own, so that Ctrl-C in a terminal reaches us alone. */
export function startChild({ name, program, args, env = {}, folder }: ChildOptions): Child {
  const log = join(folder, `${name}.log`);
  const output = openSync(log, "a");
  const child = spawn("/bin/sh", ["-c", KEEPER, "sh", program, ...args], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ["pipe", output, output],
    detached: true,
  });
  closeSync(output);
  let running = true;
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => {
      running = false;
      resolve();
    });
  });
  child.stdin?.on("error", () => {});
  return {
    name,
    log,
    isRunning: () => running,
    stop: () => {
      child.stdin?.destroy();
      return ended;
    },
  };
}

/** The last lines of a program's log, for a message that tells why it does not answer. */
export function lastWords({ log }: Child, lines = 15): string {
  return existsSync(log) ? readFileSync(log, "utf8").trimEnd().split("\n").slice(-lines).join("\n") : "";
}
