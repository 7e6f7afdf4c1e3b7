/** Publishes one repository's content as one commit, trying again after a lost race. */

import { setTimeout } from "node:timers/promises";
import { GitError } from "../repository/git-error.ts";
import { attemptPublish, type PreparedAttempt, prepareAttempt, type Written } from "./attempt.ts";
import type { PublishRequest, PublishResult, Runtime } from "./request.ts";
import { RetryPolicy } from "./retry-policy.ts";
import { createSession, type PublishSession } from "./session.ts";

/** No new attempt begins after this. */
const DEADLINE_MS = 60_000;
const LONGEST_PAUSE_MS = 2_000;

const systemRuntime: Runtime = {
  // The clock as it was when the program began: one that is set meanwhile ends no publish too early or too late.
  now: () => performance.timeOrigin + performance.now(),
  random: Math.random,
  sleep: (milliseconds) => setTimeout(milliseconds),
};

/**
 * Writes one repository's content as one commit and moves its branch to it, or tells why not. The branch moves by
 * compare-and-swap alone; after a lost race the same content goes onto the new tip. Whether an attempt went through
 * is read from the branch, never from a message.
 *
 * @param session to share between publishes
 */
export function publish<Reason = never>(
  request: PublishRequest<Reason>,
  runtime: Runtime = systemRuntime,
  session: PublishSession = createSession(),
): Promise<PublishResult<Reason>> {
  return orFailed(request.remote, () => publishUntil(runtime.now() + DEADLINE_MS, request, runtime, session));
}

/** A publish whose objects are written; nobody can see anything of it yet. */
export interface PreparedPublish<Reason> {
  /** What it comes to whoever else commits: nothing to do, or why nothing may be done; undefined when there is a commit to make. */
  readonly settled: PublishResult<Reason> | undefined;
  /** Ends it; at most one call of this or `discard`. */
  readonly commit: () => Promise<PublishResult<Reason>>;
  readonly discard: () => Promise<void>;
}

/** One that has come to its end: there is nothing to commit. */
export function settledPublish(result: PublishResult<never>): PreparedPublish<never> {
  return { settled: result, commit: async () => result, discard: async () => {} };
}

/**
 * Does all of `publish` but its last step, so that many repositories can be written while it is still open whether
 * any of them may change, and the texts can be let go.
 *
 * @param again makes the same request again, for when somebody else moved the branch in between
 */
export async function preparePublish<Reason = never>(
  request: PublishRequest<Reason>,
  again: () => PublishRequest<Reason>,
  session: PublishSession = createSession(),
): Promise<PreparedPublish<Reason>> {
  return lastStep(request.remote, await firstAttempt(request, session), again, session);
}

function firstAttempt<Reason>(request: PublishRequest<Reason>, session: PublishSession) {
  const attempt = { attempts: 1, seconds: Math.floor(systemRuntime.now() / 1000), session, written: new Map() };
  return orFailed(request.remote, () => prepareAttempt(request, attempt));
}

/** Its closures live until the end of a run: none of them may see the first request. */
function lastStep<Reason>(
  remote: string,
  prepared: PreparedAttempt<Reason> | PublishResult<never>,
  again: () => PublishRequest<Reason>,
  session: PublishSession,
): PreparedPublish<Reason> {
  if ("outcome" in prepared) return settledPublish(prepared);
  const { settled, finish, release } = prepared;
  return {
    settled,
    commit: async () => {
      const result = await orFailed(remote, async () => finish().finally(release));
      return "outcome" in result ? result : publish(again(), systemRuntime, session);
    },
    discard: release,
  };
}

async function orFailed<T>(remote: string, action: () => Promise<T>): Promise<T | PublishResult<never>> {
  try {
    return await action();
  } catch (cause) {
    const error = cause instanceof GitError ? cause : systemError(cause, remote);
    if (!error) throw cause;
    return { outcome: "failed", diagnostic: error.diagnostic };
  }
}

async function publishUntil<Reason>(
  deadline: number,
  request: PublishRequest<Reason>,
  { now, random, sleep }: Runtime,
  session: PublishSession,
): Promise<PublishResult<Reason>> {
  const written: Written = new Map();
  const retryPolicy = new RetryPolicy(request.remote);
  for (let attempts = 1; ; attempts++) {
    const seconds = Math.floor(now() / 1000);
    const result = await attemptPublish(request, { attempts, seconds, session, written });
    if ("outcome" in result) return result;
    await retryPolicy.assertMayRetry(result, now(), deadline);
    if (now() >= deadline) return { outcome: "race-lost", attempts };
    await sleep(random() * Math.min(LONGEST_PAUSE_MS, 25 * 2 ** attempts));
  }
}

/** A full disk, a folder without permission: what the operating system refused, as an error. */
function systemError(cause: unknown, remote: string): GitError | undefined {
  const { code, syscall, message } = cause as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return undefined;
  return new GitError("git/system", `${remote} could not be written: ${message}.`, "Nothing was moved; run again.");
}
