import { spawn } from "node:child_process";
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
  /** Gives it a job, kills it with SIGKILL after a while, and waits for its end. */
  readonly publishAndDie: (job: Job, milliseconds: number) => Promise<void>;
  readonly stop: () => void;
}

/** A process that is ready to publish. */
export async function startPublisher(): Promise<Publisher> {
  const child = spawn(process.execPath, [publishProcess], { stdio: ["pipe", "pipe", "inherit"] });
  const end = once(child, "close");
  child.stdin.on("error", () => {});
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  await lines.next();
  const give = (job: Job) => child.stdin.write(`${JSON.stringify(job)}\n`);
  return {
    publish: async (job) => {
      give(job);
      return JSON.parse((await lines.next()).value ?? "{}");
    },
    publishAndDie: async (job, milliseconds) => {
      give(job);
      await setTimeout(milliseconds);
      child.kill("SIGKILL");
      await end;
    },
    stop: () => child.kill("SIGKILL"),
  };
}
