import { setTimeout } from "node:timers/promises";
import { attemptPublish, type Written } from "./attempt.ts";
import { GitFault } from "./fault.ts";
import { Patience } from "./patience.ts";
import type { PublishRequest, PublishResult, Surroundings } from "./request.ts";
import { type Run, startRun } from "./run.ts";

/** No new attempt begins after this. */
const DEADLINE_MS = 60_000;
const LONGEST_PAUSE_MS = 2_000;

const here: Surroundings = { now: Date.now, random: Math.random, sleep: (milliseconds) => setTimeout(milliseconds) };

/**
 * Writes one repository's content as one commit and moves its branch to it, or tells why not. The branch moves by
 * compare-and-swap alone; after a lost race the same content goes onto the new tip. Whether an attempt went through
 * is read from the branch, never from a message.
 *
 * @param run to share between publishes; whoever starts one closes its `packs`
 */
export async function publish<Refusal = never>(
  request: PublishRequest<Refusal>,
  surroundings: Surroundings = here,
  run: Run = startRun(),
): Promise<PublishResult<Refusal>> {
  try {
    return await publishUntil(surroundings.now() + DEADLINE_MS, request, surroundings, run);
  } catch (cause) {
    const fault = cause instanceof GitFault ? cause : systemFault(cause, request.remote);
    if (!fault) throw cause;
    return { outcome: "failed", diagnostic: fault.diagnostic };
  }
}

async function publishUntil<Refusal>(
  deadline: number,
  request: PublishRequest<Refusal>,
  { now, random, sleep }: Surroundings,
  run: Run,
): Promise<PublishResult<Refusal>> {
  const written: Written = new Map();
  const patience = new Patience(request.remote);
  for (let attempts = 1; ; attempts++) {
    const seconds = Math.floor(now() / 1000);
    const result = await attemptPublish(request, { attempts, seconds, run, written });
    if ("outcome" in result) return result;
    await patience.check(result, now(), deadline);
    if (now() >= deadline) return { outcome: "race-lost", attempts };
    await sleep(random() * Math.min(LONGEST_PAUSE_MS, 25 * 2 ** attempts));
  }
}

/** A full disk, a folder without permission: what the operating system refused, as a fault. */
function systemFault(cause: unknown, remote: string): GitFault | undefined {
  const { code, syscall, message } = cause as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return undefined;
  return new GitFault("git/system", `${remote} could not be written: ${message}.`, "Nothing was moved; run again.");
}
