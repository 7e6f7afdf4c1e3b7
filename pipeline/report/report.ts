import type { LocatedDiagnostic } from "../../compiler/load/locate.ts";
import type { NextBaseline } from "../../policies/baseline.ts";
import type { RuleText } from "../../policies/rule.ts";

/** The outcome of a check, from which every format is written. */
export interface Report {
  /** Name of the fleet; undefined when sites/fleet.yaml could not be read. */
  readonly fleet: string | undefined;
  readonly toolVersion: string;
  /** Findings that count: located, one for each place or cause, errors first. */
  readonly findings: readonly LocatedDiagnostic[];
  /** Findings that an exemption covers. */
  readonly exempted: readonly LocatedDiagnostic[];
  /** Findings that the baseline holds. */
  readonly baselined: readonly LocatedDiagnostic[];
  /** What `sites/baseline.yaml` could become. */
  readonly nextBaseline: NextBaseline;
  readonly rules: readonly RuleText[];
  /** Sites among those under check that are planned: for them nothing is written. */
  readonly planned: number;
  /** False when errors in the files kept the rules from running. */
  readonly evaluated: boolean;
  readonly counts: {
    readonly sites: number;
    readonly repositories: number;
    readonly objects: number;
    readonly files: number;
  };
}

export interface SeverityCounts {
  /** Those of `notEvaluated` are among them: whoever looks at errors alone must not take them for a pass. */
  readonly errors: number;
  /** Findings that say that nobody could look. */
  readonly notEvaluated: number;
  readonly warnings: number;
}

export function severityCounts({ findings }: Report): SeverityCounts {
  const count = (severity: string) => findings.filter((each) => each.severity === severity).length;
  const notEvaluated = findings.filter((each) => each.notEvaluated).length;
  return { errors: count("error"), notEvaluated, warnings: count("warning") };
}

/** Errors before warnings; then by file, line, column, code and message, so that equal runs print equal bytes. */
export function sortFindings(findings: readonly LocatedDiagnostic[]): readonly LocatedDiagnostic[] {
  const rank = { error: 0, warning: 1, info: 2 } as const;
  const key = ({ at, position, code, message }: LocatedDiagnostic) =>
    [at?.file ?? "~", position?.line ?? 0, position?.column ?? 0, code, message] as const;
  return findings.toSorted((a, b) => {
    if (a.severity !== b.severity) return rank[a.severity] - rank[b.severity];
    const [left, right] = [key(a), key(b)];
    for (const [index, value] of left.entries()) {
      const other = right[index] as typeof value;
      if (value !== other) return value < other ? -1 : 1;
    }
    return 0;
  });
}

/** `sites/guangdong/shenzhen.yaml:12:5`, as editors and terminals link it. */
export function locationOf({ at, position }: LocatedDiagnostic): string | undefined {
  if (!at) return undefined;
  return position ? `${at.file}:${position.line}:${position.column}` : at.file;
}

/** The first construct and how many more: `panji/guangdong/shenzhen/sz-nanshan-01 and 12 more`. */
export function subjectsOf({ subjects }: Pick<LocatedDiagnostic, "subjects">): string | undefined {
  const [first] = subjects;
  if (first === undefined) return undefined;
  return subjects.length > 1 ? `${first} and ${subjects.length - 1} more` : first;
}

/** A line of a file may hold what the finding is about: a credential. */
export function withoutExcerpt({ excerpt: _, ...finding }: LocatedDiagnostic): LocatedDiagnostic {
  return finding;
}
