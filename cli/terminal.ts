import { writeSync } from "node:fs";
import { isatty } from "node:tty";
import { shippedProfiles } from "../pipeline/profile-module.ts";
import type { Terminal } from "./command.ts";

/** The process's own terminal. A reader that goes away (`| head`) ends the output quietly. */
export function systemTerminal(): Terminal {
  const { env } = process;
  return {
    stdout: (text) => writeAll(1, text),
    stderr: (text) => writeAll(2, text),
    colour: env["NO_COLOR"] === undefined && isatty(2) && isatty(1),
    cwd: process.cwd(),
    env,
    now: () => new Date(),
    profiles: shippedProfiles,
  };
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
