/** Makes a plan for a command, and tells why there is none. */

import type { Plan } from "../../compiler/plan/plan.ts";
import { GitError } from "../../git/repository/git-error.ts";
import { isPolicyCode } from "../../model/diagnostic.ts";
import { makePlan } from "../../pipeline/plan/make-plan.ts";
import { textReport } from "../../pipeline/report/text.ts";
import type { Terminal, Values } from "../command.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { exitCodeOfReport } from "../report/exit-code-of.ts";
import { sidesOf } from "./sides.ts";

/** The plan with what its rules say as an exit code, or the exit code alone. */
export async function runPlan(
  command: "plan" | "diff",
  values: Values,
  terminal: Terminal,
): Promise<{ readonly plan?: Plan; readonly code: ExitCode }> {
  const sides = sidesOf(values, terminal);
  if (typeof sides === "string") {
    terminal.stderr(`flotilla ${command}: ${sides}\n`);
    return { code: exitCode.invalid };
  }
  const { base, head } = sides.names;
  const { plan, report, baseReport } = await makePlan(sides).catch((error: unknown) => {
    if (!(error instanceof GitError)) throw error;
    terminal.stderr(`flotilla ${command}: ${error.message}\n  next: ${error.hint}\n`);
    return { plan: undefined, report: undefined, baseReport: undefined };
  });
  if (!report) return { code: exitCode.unexpected };
  if (plan) return { plan, code: codeOf(plan) };
  if (baseReport) {
    terminal.stderr(`In the base ${base.name}:\n${textReport(baseReport, terminal.colour)}\n`);
    return { code: exitCodeOfReport(baseReport, false) };
  }
  const name = head.commit === undefined ? "the files" : `the head ${head.name}`;
  terminal.stderr(`In ${name}:\n${textReport(report, terminal.colour)}\n`);
  return { code: exitCodeOfReport(report, false) };
}

/** 2 for faults of the input, 5 for violated rules. */
function codeOf({ findings }: Plan): ExitCode {
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return exitCode.ok;
  return errors.every(({ code }) => isPolicyCode(code)) ? exitCode.policy : exitCode.invalid;
}
