/** Findings of a report by the rule that was violated, so that one cause with many places is told once. */

import type { LocatedDiagnostic } from "../../compiler/load/locate.ts";
import { isPolicyCode } from "../../model/diagnostic.ts";
import type { Report } from "./report.ts";

/** Findings of one code and one severity, in the order of the report. */
export interface RuleGroup {
  readonly code: string;
  readonly severity: LocatedDiagnostic["severity"];
  readonly notEvaluated: LocatedDiagnostic["notEvaluated"] | undefined;
  readonly findings: readonly LocatedDiagnostic[];
  /** What the rule says; undefined for faults of files. */
  readonly title: string | undefined;
  /** How many different constructs the findings are about. */
  readonly subjects: number;
}

/** Places that are shown of a rule with many. */
const PLACES_OF_RULE = 3;
/** Faults of files are each a slip of its own, so more of them are shown. */
const PLACES_OF_FAULT = 10;

/** Groups in the order of their first finding. */
export function ruleGroups({ findings, rules }: Pick<Report, "findings" | "rules">): readonly RuleGroup[] {
  const titles = new Map(rules.map(({ id, title }) => [id, title]));
  return [
    ...Map.groupBy(findings, ({ code, severity, notEvaluated }) => `${notEvaluated ? "?" : severity} ${code}`).values(),
  ].map((own) => {
    const { code, severity, notEvaluated } = own[0] as LocatedDiagnostic;
    const subjects = new Set(own.flatMap((each) => each.subjects)).size;
    return { code, severity, notEvaluated, findings: own, title: titles.get(code), subjects };
  });
}

/** How many of a group's findings are shown where not all are asked for. */
export function shownOf({ code, findings }: RuleGroup): number {
  return Math.min(findings.length, isPolicyCode(code) ? PLACES_OF_RULE : PLACES_OF_FAULT);
}

/** The next step of all findings, when they have one and the same. */
export function sharedHint(findings: readonly LocatedDiagnostic[]): string | undefined {
  const [first] = findings;
  return findings.every(({ hint }) => hint === first?.hint) ? first?.hint : undefined;
}
