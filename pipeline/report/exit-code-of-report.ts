/** Which exit code a report leads to. */

import { isPolicyCode } from "../../model/diagnostic.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { type Report, severityCounts } from "./report.ts";

/** 2 for faults of the input, 5 for violated rules; warnings count only with `strict`. */
export function exitCodeOfReport(report: Report, strict: boolean): ExitCode {
  const { errors, warnings } = severityCounts(report);
  if (errors === 0 && (!strict || warnings === 0)) return exitCode.ok;
  const counting = report.findings.filter((each) => each.severity === "error" || (strict && errors === 0));
  return counting.every((each) => isPolicyCode(each.code)) ? exitCode.policy : exitCode.invalid;
}
