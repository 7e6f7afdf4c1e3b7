import type { Diagnostic } from "../model/diagnostic.ts";
import { errorText } from "../model/error-place.ts";
import { isOfOwnCode, mendOwnCode, ownStack } from "../model/own-code-error.ts";
import { UnknownFact } from "../model/unknown-fact.ts";
import type { RuleText, RuleViolation, Violation } from "./rule.ts";
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
  check: (thing: T, facts: F) => readonly Violation[],
  thing: T,
  facts: F,
): readonly RuleViolation[] {
  try {
    const found = check(thing, facts);
    return found.length === 0 ? none : found.map((violation) => ({ rule, violation }));
  } catch (error) {
    const stack = ownStack(error);
    const next =
      error instanceof UnknownFact
        ? error.next
        : isOfOwnCode(error)
          ? mendOwnCode
          : "report it together with this fleet";
    const violation: Violation = {
      message: `rule ${rule.id} could not be evaluated for ${subject}: ${errorText(error)}`,
      hint: `a rule that cannot be evaluated counts as violated; ${next}`,
      ...(stack !== undefined && { stack }),
    };
    return [{ rule: ruleFailed, violation, notEvaluated: { rules: [rule.id], reason: errorText(error) } }];
  }
}

export const none: readonly never[] = [];

/** The violation as people and reports get it; `subject` is used when the violation names none of its own. */
export function toDiagnostic({ rule, violation, notEvaluated }: RuleViolation, subject: string): Diagnostic {
  return {
    code: rule.id,
    severity: rule.severity,
    message: violation.message,
    subjects: [violation.subject ?? subject, ...(violation.others ?? [])],
    ...(violation.at && { at: violation.at }),
    ...(violation.part !== undefined && { part: violation.part }),
    ...(violation.hint && { hint: violation.hint }),
    ...(violation.mend && { mend: violation.mend }),
    ...(notEvaluated && { notEvaluated }),
    ...(violation.stack !== undefined && { stack: violation.stack }),
  };
}
