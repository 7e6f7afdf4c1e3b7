/** Which exit code a publish leads to; that of a report is pipeline's. */

import { mostSevere } from "../../pipeline/exit-code.ts";
import type { PublishedRepository } from "../../pipeline/repository-stager.ts";
import { deleteBudgetRules } from "../../policies/guard/delete-budget-rules.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";

export { exitCodeOfReport } from "../../pipeline/report/exit-code-of-report.ts";

/** The most severe outcome decides. */
export function exitCodeOfPublish(published: readonly PublishedRepository[]): ExitCode {
  const codes = published.map(({ result, artifacts }): ExitCode => {
    if (artifacts && "diagnostic" in artifacts) return exitCode.unexpected;
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
  return mostSevere(codes);
}
