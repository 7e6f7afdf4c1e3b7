import type { Diagnostic } from "../model/diagnostic.ts";
import type { Finding, RuleText, Violation } from "./rule.ts";
import { ruleFailed } from "./system.ts";

/**
 * Runs the check of a rule on one thing. A check that throws is a violation of FLT-SYS-001 that names
 * the rule and what it looked at.
 *
 * @param subject what a message calls the thing
 * @param facts what the check gets besides the thing
 */
export function violations<T, F>(
  rule: RuleText,
  subject: string,
  check: (thing: T, facts: F) => readonly Finding[],
  thing: T,
  facts: F,
): readonly Violation[] {
  try {
    const findings = check(thing, facts);
    return findings.length === 0 ? none : findings.map((finding) => ({ rule, finding }));
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const finding: Finding = {
      message: `rule ${rule.id} could not be evaluated for ${subject}: ${reason}`,
      hint: "a rule that cannot be evaluated counts as violated; report it together with this fleet",
    };
    return [{ rule: ruleFailed, finding }];
  }
}

export const none: readonly never[] = [];

/** The violation as people and reports get it; `subject` is used when the finding names none of its own. */
export function toDiagnostic({ rule, finding }: Violation, subject: string): Diagnostic {
  return {
    code: rule.id,
    severity: rule.severity,
    message: finding.message,
    subjects: [finding.subject ?? subject, ...(finding.others ?? [])],
    ...(finding.at && { at: finding.at }),
    ...(finding.hint && { hint: finding.hint }),
  };
}
