import { randomBytes } from "node:crypto";
import { hostname } from "node:os";

const HOST = hostname().replaceAll(/[^A-Za-z0-9-]/g, "-");
/** Tells this process from an earlier one that had the same number. */
const TOKEN = randomBytes(4).toString("hex");
const DAY_MS = 24 * 3600_000;

let count = 0;

/** A mark for the name of a temporary file, by which a later run sees whether its owner still lives. */
export function ownerTag(): string {
  count++;
  return `${HOST}_${process.pid}_${TOKEN}_${count}`;
}

export const ownerTagPattern = "([A-Za-z0-9-]+)_(\\d+)_([0-9a-f]{8})_\\d+";

/**
 * Whether nobody will come back to a temporary file: its process on this machine has ended, or it is a day old.
 *
 * @param tag host, process and token as `ownerTagPattern` captures them
 */
export function isAbandoned([host, pid, token]: readonly string[], ageMs: number): boolean {
  if (ageMs > DAY_MS) return true;
  if (host !== HOST) return false;
  return Number(pid) === process.pid ? token !== TOKEN : !isAlive(Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === "EPERM";
  }
}
