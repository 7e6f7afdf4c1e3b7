import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { onTestFinished } from "vitest";
import type { PublishResult } from "../../git/request.ts";
import type { Job } from "./publish-process.ts";

export const publishProcess = join(import.meta.dirname, "publish-process.ts");

export interface Publisher {
  /** Lets it begin, and waits for its result. */
  readonly go: () => Promise<PublishResult<string>>;
  /** Lets it begin, kills it with SIGKILL after a while, and waits for its end. */
  readonly goAndDie: (milliseconds: number) => Promise<void>;
}

/** A process that is ready to publish. */
export async function startPublisher(job: Job): Promise<Publisher> {
  const child = spawn(process.execPath, [publishProcess], { stdio: ["pipe", "pipe", "inherit"] });
  const end = once(child, "close");
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  child.stdin.on("error", () => {});
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  await lines.next();
  const begin = () => child.stdin.write(`${JSON.stringify(job)}\n`);
  return {
    go: async () => {
      begin();
      return JSON.parse((await lines.next()).value ?? "{}");
    },
    goAndDie: async (milliseconds) => {
      begin();
      await setTimeout(milliseconds);
      child.kill("SIGKILL");
      await end;
    },
  };
}
