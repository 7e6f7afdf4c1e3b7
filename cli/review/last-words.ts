/** What reviewers think in the end: of several reviews of one person the last one that says anything. */

import { type Review, sameUser } from "./forge.ts";

/** One review in the order of time. */
export interface ReviewStep {
  readonly reviewer: string;
  /** Absent: it says neither, so what was said before stands. */
  readonly step: "approves" | "refuses" | "takes back" | undefined;
  readonly current: boolean;
  readonly at: string | undefined;
}

/** @param steps the oldest first */
export function lastWords(steps: readonly ReviewStep[]): readonly Review[] {
  const words: Review[] = [];
  for (const { reviewer, step, current, at } of steps) {
    if (step === undefined) continue;
    const known = words.findIndex((each) => sameUser(each.reviewer, reviewer));
    if (known >= 0) words.splice(known, 1);
    words.push({ reviewer, approves: step === "approves", current, at });
  }
  return words;
}
