import { execFileSync } from "node:child_process";
import { setTimeout } from "node:timers/promises";

export interface RunningProcess {
  readonly pid: number;
  readonly command: string;
}

/** What a process has started, and what that has started, as `ps` (POSIX) lists it. */
export function descendantsOf(root: number): readonly RunningProcess[] {
  const all = execFileSync("ps", ["-e", "-o", "pid=,ppid=,args="], { encoding: "utf8" })
    .split("\n")
    .flatMap((line) => {
      const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
    });
  const known = new Set([root]);
  for (let size = 0; size < known.size; ) {
    size = known.size;
    for (const { pid, parent } of all) if (known.has(parent)) known.add(pid);
  }
  known.delete(root);
  return all.filter(({ pid }) => known.has(pid)).map(({ pid, command }) => ({ pid, command }));
}

/** Those that are still there after so many milliseconds. */
export async function survivors(
  processes: readonly RunningProcess[],
  timeout: number,
): Promise<readonly RunningProcess[]> {
  const deadline = Date.now() + timeout;
  for (;;) {
    const left = processes.filter(({ pid }) => isRunning(pid));
    if (left.length === 0 || Date.now() > deadline) return left;
    await setTimeout(50);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
