import { randomBytes } from "node:crypto";
import { hostname } from "node:os";

const HOST = hostname().replaceAll(/[^A-Za-z0-9-]/g, "-");
const DAY_MS = 24 * 3600_000;

/** A mark for the name of a temporary file, by which a later run sees whether its owner still lives. */
export function tempOwner(): string {
  return `${HOST}_${process.pid}_${randomBytes(6).toString("hex")}`;
}

export const tempOwnerPattern = "([A-Za-z0-9-]+)_(\\d+)_[0-9a-f]{12}";

/**
 * Whether nobody will come back to a temporary file: its process on this machine has ended, or it is a day old.
 *
 * @param tag host and process as `tempOwnerPattern` captures them
 */
export function isAbandoned([host, pid]: readonly string[], ageMs: number): boolean {
  if (ageMs > DAY_MS) return true;
  return host === HOST && !isAlive(Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === "EPERM";
  }
}
