/** Control groups of labs (cgroup v1): their processes and folders, in every hierarchy. */

import { existsSync, readdirSync, readFileSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isRunning } from "../is-running.ts";

const ROOT = "/sys/fs/cgroup";
const PREFIX = "flotilla-lab-";

/** Hierarchies that a node needs. */
export const hierarchies = [
  "cpu",
  "cpuacct",
  "cpuset",
  "memory",
  "devices",
  "freezer",
  "blkio",
  "pids",
  "systemd",
] as const;

/** Name of a group of the lab of this process, below the group of the process. @param part what of the lab runs in it */
export function groupName(part: string): string {
  return `${PREFIX}${process.pid}-${part}`;
}

/** Folder of the group that this process is in, by hierarchy. */
export function ownFolders(): Readonly<Record<string, string>> {
  const lines = readFileSync("/proc/self/cgroup", "utf8").trim().split("\n");
  return Object.fromEntries(
    lines.flatMap((line) => {
      const [, names = "", path = ""] = line.split(":");
      const name = names.replace("name=", "");
      return hierarchies.some((each) => each === name) ? [[name, join(ROOT, name, path)]] : [];
    }),
  );
}

/** Ends whatever runs in the group, and removes it from every hierarchy. */
export async function removeGroup(group: string): Promise<void> {
  const folders = Object.values(ownFolders()).map((folder) => join(folder, group));
  for (let tries = 100; ; tries--) {
    const left = folders.filter((folder) => existsSync(folder) && !tryRemove(folder));
    if (left.length === 0) return;
    if (tries === 0) throw new Error(`these control groups cannot be removed:\n${left.join("\n")}`);
    await sleep(100);
  }
}

/** Removes the groups of labs whose process no longer runs, with all that still runs in them. */
export async function sweepGroups(): Promise<void> {
  const names = Object.values(ownFolders()).flatMap((folder) => readdirSync(folder));
  for (const name of new Set(names)) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) await removeGroup(name);
  }
}

/** Whether the folder is gone, its children first; what still runs in it is killed. */
function tryRemove(folder: string): boolean {
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory()) tryRemove(join(folder, entry.name));
    }
    for (const pid of readFileSync(join(folder, "cgroup.procs"), "utf8").split("\n")) {
      if (pid !== "" && pid !== "0") tryKill(Number(pid));
    }
    rmdirSync(folder);
    return true;
  } catch {
    return !existsSync(folder);
  }
}

function tryKill(pid: number) {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended meanwhile.
  }
}
