import { mkdirSync, mkdtempSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isatty } from "node:tty";
import { isMainThread } from "node:worker_threads";
import { shippedProfiles } from "../pipeline/profile-module.ts";
import type { Terminal } from "./command.ts";
import { CLEAR } from "./progress.ts";

/**
 * The process's own terminal. A reader that goes away (`| head`) ends the output quietly.
 *
 * @param scratch folder in which those for this run are made; it may be missing
 * @param progress a line on stderr tells the time, and whatever is said takes its place
 */
export function systemTerminal(scratch = tmpdir(), progress = false): Terminal {
  const { env } = process;
  const interactive = isatty(2) && isatty(1);
  return {
    stdout: (text) => {
      if (progress) writeAll(2, CLEAR);
      writeAll(1, text);
    },
    stderr: (text) => writeAll(2, progress ? CLEAR + text : text),
    colour: wantsColour(env, interactive),
    interactive,
    cwd: process.cwd(),
    env,
    now: () => new Date(),
    scratch: () => {
      mkdirSync(scratch, { recursive: true });
      const folder = mkdtempSync(join(scratch, "flotilla-"));
      // What a thread makes goes with the folder that its process removes; two that remove at once leave some of it.
      if (isMainThread) removeAtExit(folder);
      return folder;
    },
    profiles: shippedProfiles,
  };
}

/**
 * NO_COLOR of any content but the empty one switches colours off (no-color.org), FORCE_COLOR switches them on where nobody
 * is at a terminal, and off as 0 or false, as Node does it; a dumb terminal has none.
 */
export function wantsColour(env: Terminal["env"], interactive: boolean): boolean {
  const { NO_COLOR: none, FORCE_COLOR: forced, TERM: terminal } = env;
  if (none !== undefined && none !== "") return false;
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return interactive && terminal !== "dumb";
}

/** Removes a folder when this thread ends by itself, or with the process when this is its first thread. */
export function removeAtExit(folder: string): void {
  // A program that was started may still be writing.
  process.on("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
}

function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  let offset = 0;
  while (offset < bytes.length) {
    try {
      offset += writeSync(descriptor, bytes, offset);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EPIPE") return;
      if (code !== "EAGAIN") throw error;
    }
  }
}
