/** Words for a commit that was not made. */

import { type Conflict, nextOf, overwritable } from "../../git/publish/conflicts.ts";
import type { PublishResult } from "../../git/publish/request.ts";
import { firstLines } from "../../model/first-names.ts";
import { ProviderError } from "./handler.ts";

/** Why a commit was not made although nothing stood in its way. */
export type RefusalReason = "changed-since-checked" | "changed-since-recorded" | "cancelled";

/** Commit and outcome of a publish. @throws ProviderError when nothing was written */
export function committed(remote: string, result: PublishResult<RefusalReason>) {
  const notWritten = (...lines: readonly string[]) =>
    new ProviderError([`nothing was written to ${remote}: ${lines[0]}`, ...lines.slice(1)].join("\n  "));
  switch (result.outcome) {
    case "published":
    case "unchanged":
      return { commit: result.commit, outcome: result.outcome };
    case "conflict":
      throw notWritten(reasonOf(result.conflicts), ...conflictLines(result.conflicts));
    case "refused":
      if (result.reason === "cancelled") throw notWritten("the run was cancelled; run pulumi up again");
      throw notWritten("it changed after the rules on deletion had looked at it; run pulumi up again");
    case "race-lost":
      throw notWritten(`${result.attempts} attempts in 60 s lost the race against other writers; run pulumi up again`);
    case "failed": {
      const { code, message, hint } = result.diagnostic;
      throw notWritten(`${code}: ${message}`, ...(hint ? [`next: ${hint}`] : []));
    }
  }
}

function reasonOf(conflicts: readonly Conflict[]): string {
  const isNewer = conflicts.every((each) => nextOf([each]) !== undefined);
  return isNewer ? "a newer Flotilla wrote it" : "somebody else changed files that belong to Flotilla";
}

function conflictLines(conflicts: readonly Conflict[]): readonly string[] {
  const next = conflicts.every(({ kind }) => overwritable.has(kind))
    ? "run pulumi refresh, look at the difference, put what shall stay into the fleet's files, then pulumi up"
    : (nextOf(conflicts) ?? "fix these in that repository: they are never written over");
  return [...firstLines(conflicts.map(({ path, found }) => `${path} ${found}`)), `next: ${next}`];
}
