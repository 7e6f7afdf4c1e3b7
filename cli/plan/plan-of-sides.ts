/** Makes the plan of the sides that a command line names, and tells why there is none. */

import type { FleetMap } from "../../compiler/map/fleet-map.ts";
import type { Plan } from "../../compiler/plan/plan.ts";
import { GitError } from "../../git/repository/git-error.ts";
import { isPolicyCode } from "../../model/diagnostic.ts";
import type { ComparerThreads } from "../../pipeline/plan/comparer-threads.ts";
import { conflictCode } from "../../pipeline/plan/conflict-findings.ts";
import { makePlan } from "../../pipeline/plan/make-plan.ts";
import type { Report } from "../../pipeline/report/report.ts";
import { textReport } from "../../pipeline/report/text.ts";
import type { Terminal, Values } from "../command.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { exitCodeOfReport } from "../report/exit-code-of.ts";
import { escapeMarkdown, markdownReport } from "../report/markdown.ts";
import { sidesOf } from "./sides.ts";

/** The plan with what its rules say as an exit code and the fleet after the change, or the exit code alone. */
export interface PlanOutcome {
  readonly plan?: Plan;
  readonly map?: () => FleetMap;
  readonly code: ExitCode;
}

/** @param threads that have started; whoever started them ends them */
export async function planOfSides(
  command: "plan" | "diff",
  values: Values,
  terminal: Terminal,
  threads: ComparerThreads,
): Promise<PlanOutcome> {
  const sides = sidesOf(values, terminal);
  if (typeof sides === "string") {
    terminal.stderr(`flotilla ${command}: ${sides}\n`);
    return { code: exitCode.invalid };
  }
  const { base, head } = sides.names;
  const { plan, map, report, baseReport } = await makePlan(sides, threads).catch((error: unknown) => {
    if (!(error instanceof GitError)) throw error;
    terminal.stderr(`flotilla ${command}: ${error.message}\n  next: ${error.hint}\n`);
    return { plan: undefined, map: undefined, report: undefined, baseReport: undefined };
  });
  if (!report) return { code: exitCode.unexpected };
  if (plan) return { plan, ...(map && { map }), code: codeOf(plan) };
  if (baseReport) return told(baseReport, `In the base ${base.name}:`);
  const name = head.commit === undefined ? "the files" : `the head ${head.name}`;
  return told(report, `In ${name}:`);

  /** A comment has to say it too: for whoever reads the file alone. */
  function told(why: Report, where: string): { readonly code: ExitCode } {
    terminal.stderr(`${where}\n${textReport(why, terminal.colour)}\n`);
    if (values["format"] === "markdown") terminal.stdout(`${escapeMarkdown(where)}\n\n${markdownReport(why)}`);
    return { code: exitCodeOfReport(why, false) };
  }
}

/** 2 for faults of the input, 5 for violated rules, 11 where a publish would leave a repository as it is. */
function codeOf({ findings }: Plan): ExitCode {
  const codes = findings.filter(({ severity }) => severity === "error").map(({ code }) => code);
  if (codes.some((code) => code !== conflictCode && !isPolicyCode(code))) return exitCode.invalid;
  if (codes.some(isPolicyCode)) return exitCode.policy;
  return codes.length > 0 ? exitCode.ownership : exitCode.ok;
}
