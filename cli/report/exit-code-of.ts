/** Which exit code a publish leads to; that of a report is pipeline's. */

import type { PublishedRepository } from "../../pipeline/repository-stager.ts";
import { deleteBudgetRules } from "../../policies/guard/delete-budget-rules.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";

export { exitCodeOfReport } from "../../pipeline/report/exit-code-of-report.ts";

/** The most severe outcome decides, so that a script sees the one that needs a person most. */
export function exitCodeOfPublish(published: readonly PublishedRepository[]): ExitCode {
  const codes = published.map(({ result }): ExitCode => {
    if (result.outcome === "refused") {
      return result.reason.some(({ code }) => deleteBudgetRules.has(code)) ? exitCode.deleteBudget : exitCode.policy;
    }
    const byOutcome = {
      published: exitCode.ok,
      unchanged: exitCode.ok,
      // The region that it waits for has the code.
      "held-back": exitCode.ok,
      conflict: exitCode.ownership,
      "race-lost": exitCode.raceLost,
      failed: exitCode.unexpected,
    } as const;
    return byOutcome[result.outcome];
  });
  const mostSevere = [
    exitCode.deleteBudget,
    exitCode.policy,
    exitCode.ownership,
    exitCode.raceLost,
    exitCode.unexpected,
  ];
  return mostSevere.find((code) => codes.includes(code)) ?? exitCode.ok;
}
