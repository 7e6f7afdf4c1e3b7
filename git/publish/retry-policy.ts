/** When a publish tries again and when it gives up. */

import { stat } from "node:fs/promises";
import { GitError } from "../repository/git-error.ts";
import type { RefUpdate } from "../repository/target.ts";
import { refusalWords } from "./refusal-words.ts";

/** Attempts that a repository may refuse although nobody moved the branch and no lock is in the way. */
const MAX_REFUSALS = 3;
/** Git holds the lock of a ref for milliseconds. */
const STALE_LOCK_MS = 60_000;

/** Decides when there is no point in trying again. */
export class RetryPolicy {
  readonly #remote: string;
  #refusals = 0;

  constructor(remote: string) {
    this.#remote = remote;
  }

  /** @throws GitError for a stale lock, or a branch that does not move although nobody else moves it */
  async assertMayRetry(update: RefUpdate, now: number, deadline: number): Promise<void> {
    if (update.kind !== "rejected") {
      this.#refusals = 0;
      return;
    }
    const { lock, detail } = update;
    if (lock !== undefined) {
      const status = await stat(lock).catch(() => undefined);
      if (status && (now - status.mtimeMs > STALE_LOCK_MS || now >= deadline)) throw lockError(lock, status.mtime);
      return;
    }
    this.#refusals++;
    if (this.#refusals < MAX_REFUSALS && now < deadline) return;
    throw new GitError(
      "git/refused",
      `${this.#remote} did not take the commit, though nobody else moved the branch. ${refusalWords(detail)}`,
      "Look for a protected branch, a hook on the server, a missing permission or a full disk.",
    );
  }
}

/** A lock does not say who holds it, so it is never removed in a repository that others may use. */
function lockError(lock: string, since: Date): GitError {
  return new GitError(
    "git/locked",
    `${lock} has been there since ${since.toISOString()}: a Git process was killed, or one still hangs.`,
    `Make sure that no git process works on the repository, remove the file with \`rm ${lock}\`, and run again.`,
  );
}
