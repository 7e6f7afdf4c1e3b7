/** Which exit code a report and a publish lead to. */

import { isPolicyCode } from "../../model/diagnostic.ts";
import { type Report, severityCounts } from "../../pipeline/report/report.ts";
import type { PublishedRepository } from "../../pipeline/repository-stager.ts";
import { deleteBudgetRules } from "../../policies/guard/delete-budget-rules.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";

/** 2 for faults of the input, 5 for violated rules; warnings count only with --strict. */
export function exitCodeOfReport(report: Report, strict: boolean): ExitCode {
  const { errors, warnings } = severityCounts(report);
  if (errors === 0 && (!strict || warnings === 0)) return exitCode.ok;
  const counting = report.findings.filter((each) => each.severity === "error" || (strict && errors === 0));
  return counting.every((each) => isPolicyCode(each.code)) ? exitCode.policy : exitCode.invalid;
}

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
