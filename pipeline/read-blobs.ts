/** Reads many blobs of the repository around a fleet in one go. */

import type { FleetGit } from "./fleet-git.ts";

/** @returns bytes by id, or what is missing, as text */
export function readBlobs(git: FleetGit, ids: readonly string[]): ReadonlyMap<string, Buffer> | string {
  const { stdout, ok } = git(["cat-file", "--batch"], ids.map((id) => `${id}\n`).join(""));
  const blobs = new Map<string, Buffer>();
  let at = 0;
  for (const id of ids) {
    const newline = stdout.indexOf(0x0a, at);
    const [, size] = / blob (\d+)$/.exec(stdout.toString("latin1", at, Math.max(at, newline))) ?? [];
    if (!ok || size === undefined) return `the object ${id} cannot be read`;
    const start = newline + 1;
    blobs.set(id, stdout.subarray(start, start + Number(size)));
    at = start + Number(size) + 1;
  }
  return blobs;
}
