import { describe } from "./describe.ts";
import type { ShapeFault } from "./shape-fault.ts";

/** A rule that joins several fields of an object, which a schema cannot say. */
export interface ObjectRule {
  /** Keys from the top of the object to `self`; `*` stands for every item of a list. */
  readonly self: readonly string[];
  /** True for every value that is fine, and for one of the wrong type, which the schema reports. */
  readonly holds: (self: unknown) => boolean;
  /** Keys from `self` to the field that is blamed. */
  readonly blame?: readonly string[];
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

/** Adds a fault for every place in the object where a rule does not hold. */
export function applyRule(rule: ObjectRule, object: unknown, faults: ShapeFault[]): void {
  visit(rule, object, 0, [], faults);
}

function visit(rule: ObjectRule, value: unknown, depth: number, path: (string | number)[], faults: ShapeFault[]): void {
  const key = rule.self[depth];
  if (value === undefined) return;
  if (key === undefined) {
    if (!rule.holds(value)) faults.push(faultOf(rule, value, path));
  } else if (key === "*") {
    const list = items(value);
    for (let index = 0; index < list.length; index++) {
      path.push(index);
      visit(rule, list[index], depth + 1, path, faults);
      path.pop();
    }
  } else {
    path.push(key);
    visit(rule, get(value, key), depth + 1, path, faults);
    path.pop();
  }
}

function faultOf(rule: ObjectRule, self: unknown, path: readonly (string | number)[]): ShapeFault {
  const blame = rule.blame ?? [];
  return {
    path: [...path, ...blame],
    found: describe(get(self, ...blame)),
    expected: rule.expected,
    ...(rule.hint !== undefined && { hint: rule.hint }),
  };
}
