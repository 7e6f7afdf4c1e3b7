/** What the processes of a lab have used. */

import { readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { basename } from "node:path";

/** What one process has used (Linux, proc(5)). */
export interface Usage {
  /** Seconds of user and system time since it started. */
  readonly cpu: number;
  /** Resident now, in MB. */
  readonly resident: number;
  /** Most that was resident since the peak was last forgotten, in MB. */
  readonly peak: number;
}

/** USER_HZ, which is 100 on every architecture of Linux that Node runs on. */
const TICKS = 100;

/** Ids of the programs that run with `folder` as their working directory, by name; the shells that keep them stay out. */
export function programsIn(folder: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const name = basename(readlinkSync(`/proc/${entry}/exe`));
      if (readlinkSync(`/proc/${entry}/cwd`) === folder && !/^(da|ba|bu|z)?(sh|sybox)$/.test(name)) {
        found.set(name, Number(entry));
      }
    } catch {
      // Ended meanwhile, or somebody else's.
    }
  }
  return found;
}

export function usageOf(pid: number): Usage {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name of the program, in parentheses, may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const megabytes = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0) / 1024;
  return {
    cpu: (Number(fields[11]) + Number(fields[12])) / TICKS,
    resident: megabytes("VmRSS"),
    peak: megabytes("VmHWM"),
  };
}

/** Starts the peak of resident memory again. */
export function forgetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, "5");
}

/** Value of a flag, such as `--listen-client-urls`. @throws Error when the process was started without it */
export function flagOf(pid: number, flag: string): string {
  const args = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  const found = args.find((each) => each.startsWith(`${flag}=`));
  if (found === undefined) throw new Error(`process ${pid} was started without ${flag}`);
  return found.slice(flag.length + 1);
}
