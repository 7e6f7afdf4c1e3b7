/** Makes a folder with those above it, and fails where that cannot be. */

import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * `mkdir -p`. Node's own goes on for ever where making a folder fails with ENOENT although the folder above is there, as
 * in /proc (node 24, src/node_file.cc, MKDirpSync), and a thread that does so keeps the process from ending.
 *
 * @throws the error of the system
 */
export function makeFolder(path: string, mode = 0o777): void {
  try {
    mkdirSync(path, { mode });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "EEXIST" && statSync(path).isDirectory()) return;
    const parent = dirname(path);
    if (code !== "ENOENT" || parent === path || statSync(parent, { throwIfNoEntry: false })) throw cause;
    makeFolder(parent, mode);
    makeFolder(path, mode);
  }
}
