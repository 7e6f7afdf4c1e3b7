/** Files with something in them that opens a door. */

import { chmodSync } from "node:fs";
import { resolve } from "node:path";
import type { Values } from "../command.ts";
import { writeWholeFile } from "../write-whole-file.ts";
import { required } from "./wishes.ts";

/**
 * Writes such a file for its owner alone. Nothing of it is printed: a terminal keeps what it showed, and a log of CI is
 * read by many.
 *
 * @returns its path
 */
export function handOut(values: Values, cwd: string, text: string): string {
  const file = resolve(cwd, required(values, "out", "FILE"));
  const mask = process.umask(0o077);
  try {
    writeWholeFile(file, text);
    chmodSync(file, 0o600);
  } finally {
    process.umask(mask);
  }
  return file;
}
