import { mkdirSync, mkdtempSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isatty } from "node:tty";
import { shippedProfiles } from "../pipeline/profile-module.ts";
import type { Terminal } from "./command.ts";

/**
 * The process's own terminal. A reader that goes away (`| head`) ends the output quietly.
 *
 * @param scratch folder in which those for this run are made; it may be missing
 */
export function systemTerminal(scratch = tmpdir()): Terminal {
  const { env } = process;
  return {
    stdout: (text) => writeAll(1, text),
    stderr: (text) => writeAll(2, text),
    colour: env["NO_COLOR"] === undefined && isatty(2) && isatty(1),
    cwd: process.cwd(),
    env,
    now: () => new Date(),
    scratch: () => {
      mkdirSync(scratch, { recursive: true });
      const folder = mkdtempSync(join(scratch, "flotilla-"));
      removeAtExit(folder);
      return folder;
    },
    profiles: shippedProfiles,
  };
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
