import { describe } from "./describe.ts";
import type { SchemaViolation } from "./schema-violation.ts";

/** A rule that joins several fields of an object, which a schema cannot say. */
export interface ObjectRule {
  /** Keys from the top of the object to the value that it is about; `*` stands for every item of a list. */
  readonly at: readonly string[];
  /** True for every value that is fine, and for one of the wrong type, which the schema reports. */
  readonly isValid: (value: unknown) => boolean;
  /** Keys from that value to the field that is reported. */
  readonly reportAt?: readonly string[];
  readonly expected: string;
  readonly hint?: string;
}

/** The field at the end of the keys; undefined when any of them is missing. */
export function get(value: unknown, ...keys: readonly string[]): unknown {
  let at = value;
  for (const key of keys) {
    if (typeof at !== "object" || at === null) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}

export function has(value: unknown, ...keys: readonly string[]): boolean {
  return get(value, ...keys) !== undefined;
}

export function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Adds a violation for every place in the object where a rule does not hold. */
export function applyRule(rule: ObjectRule, object: unknown, violations: SchemaViolation[]): void {
  visit(rule, object, 0, [], violations);
}

function visit(
  rule: ObjectRule,
  value: unknown,
  depth: number,
  path: (string | number)[],
  violations: SchemaViolation[],
): void {
  const key = rule.at[depth];
  if (value === undefined) return;
  if (key === undefined) {
    if (!rule.isValid(value)) violations.push(violationOf(rule, value, path));
  } else if (key === "*") {
    const list = items(value);
    for (let index = 0; index < list.length; index++) {
      path.push(index);
      visit(rule, list[index], depth + 1, path, violations);
      path.pop();
    }
  } else {
    path.push(key);
    visit(rule, get(value, key), depth + 1, path, violations);
    path.pop();
  }
}

function violationOf(rule: ObjectRule, at: unknown, path: readonly (string | number)[]): SchemaViolation {
  const reportAt = rule.reportAt ?? [];
  return {
    path: [...path, ...reportAt],
    found: describe(get(at, ...reportAt)),
    expected: rule.expected,
    ...(rule.hint !== undefined && { hint: rule.hint }),
  };
}
