/** Files with something in them that opens a door. */

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
  writeWholeFile(file, text, 0o600);
  return file;
}
