import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import type { PublishResult } from "../../git/publish/request.ts";
import type { Job } from "./publish-process.ts";

export const publishProcess = join(import.meta.dirname, "publish-process.ts");

export interface Publisher {
  /** Gives it a job, and waits for the result. */
  readonly publish: (job: Job) => Promise<PublishResult<string>>;
  /** Gives it a job, sends a signal after a while, and waits for its end. */
  readonly publishAndEnd: (job: Job, milliseconds: number, signal: NodeJS.Signals) => Promise<void>;
  readonly stop: () => void;
}

/** A process that is ready to publish, the first of a group of its own. */
export async function startPublisher(): Promise<Publisher> {
  const child = spawn(process.execPath, [publishProcess], { stdio: ["pipe", "pipe", "inherit"], detached: true });
  child.stdin.on("error", () => {});
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  await lines.next();
  const give = (job: Job) => child.stdin.write(`${JSON.stringify(job)}\n`);
  return {
    publish: async (job) => {
      give(job);
      return JSON.parse((await lines.next()).value ?? "{}");
    },
    publishAndEnd: async (job, milliseconds, signal) => {
      give(job);
      await endAfter(child, milliseconds, signal);
    },
    stop: () => child.kill("SIGKILL"),
  };
}

/**
 * Ends the first process of a group after a while: SIGKILL goes to it alone, as from the kernel, any other signal to the whole
 * group, as from a terminal or a runner of CI. Waits until all of the group have ended, those of Git among them.
 */
export async function endAfter(leader: ChildProcess, milliseconds: number, signal: NodeJS.Signals): Promise<void> {
  const group = leader.pid as number;
  const end = once(leader, "close");
  await setTimeout(milliseconds);
  if (signal === "SIGKILL") leader.kill(signal);
  else signalGroup(group, signal);
  await end;
  while (signalGroup(group, 0)) await setTimeout(2);
}

/** @returns false when nobody is left */
function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-group, signal);
    return true;
  } catch {
    return false;
  }
}
