/** Walks an object and its schema side by side. */

import { describe, expectation, fieldNames, valueHint } from "./describe.ts";
import { repeatedItems } from "./repeated-items.ts";
import { ARRAY, BOOLEAN, OBJECT, prepare, type Rule, STRING, typeOf } from "./rule.ts";
import type { ShapeFault } from "./shape-fault.ts";

/** State of one walk. The path is pushed and popped on the way, so that a good object allocates nothing. */
export interface Walk {
  readonly path: (string | number)[];
  readonly faults: ShapeFault[];
  /** Paths of values that are whole objects themselves. */
  readonly embedded: (readonly (string | number)[])[];
}

/** Adds a fault for every difference between the value and the rule. `undefined` counts as absent. */
export function walk(rule: Rule, value: unknown, state: Walk): void {
  if (!rule.ready) prepare(rule);
  const type = typeOf(value);
  if ((rule.types & type) === 0) {
    const hint = value === null ? "leave the field out" : typeHint(rule, value);
    report(state, describe(value), expectation(rule), hint);
    return;
  }
  if (rule.values !== undefined && !rule.values.has(value)) {
    report(state, describe(value), expectation(rule), valueHint(rule, value));
  }
  if (type === STRING) checkText(rule, value as string, state);
  else if (type === OBJECT) checkObject(rule, value as Fields, state);
  else if (type === ARRAY) checkList(rule, value as readonly unknown[], state);
  else if (type !== BOOLEAN) checkNumber(rule, value as number, state);
}

type Fields = Readonly<Record<string, unknown>>;

function checkText(rule: Rule, value: string, state: Walk): void {
  const { minLength, maxLength } = rule.schema;
  if (maxLength !== undefined && value.length > maxLength && [...value].length > maxLength) {
    report(state, `${describe(value)}, ${[...value].length} characters`, `at most ${maxLength} characters`);
    return;
  }
  if (minLength !== undefined && value.length < minLength * 2 && [...value].length < minLength) {
    report(state, describe(value), minLength === 1 ? "text that is not empty" : `at least ${minLength} characters`);
    return;
  }
  if (rule.pattern !== undefined && !rule.pattern.test(value)) report(state, describe(value), expectation(rule));
  if (rule.format !== undefined && !rule.format.accepts(value)) report(state, describe(value), rule.format.expected);
}

function checkNumber(rule: Rule, value: number, state: Walk): void {
  const { minimum, maximum } = rule.schema;
  if (minimum !== undefined && value < minimum) report(state, describe(value), `at least ${minimum}`);
  if (maximum !== undefined && value > maximum) report(state, describe(value), `at most ${maximum}`);
  if (rule.format !== undefined && !rule.format.accepts(value)) report(state, describe(value), rule.format.expected);
}

function checkObject(rule: Rule, value: Fields, state: Walk): void {
  const fields = rule.fields as ReadonlyMap<string, Rule>;
  let count = 0;
  for (const key in value) {
    const child = value[key];
    if (child === undefined) continue;
    count++;
    state.path.push(key);
    const known = fields.get(key) ?? rule.rest;
    if (known === undefined) reportUnknown(rule, key, state);
    else walk(known, child, state);
    if (rule.keyFormat !== undefined && !rule.keyFormat.accepts(key)) {
      report(state, `key ${describe(key)}`, rule.keyFormat.expected);
    }
    state.path.pop();
  }
  for (const key of rule.required) {
    if (value[key] === undefined) reportMissing(rule, key, state);
  }
  const { minProperties, maxProperties } = rule.schema;
  if (minProperties !== undefined && count < minProperties) {
    const expected = `at least ${minProperties} ${minProperties === 1 ? "field" : "fields"}`;
    report(state, describe(value), expected, count === 0 ? "leave the empty object out" : undefined);
  }
  if (maxProperties !== undefined && count > maxProperties) {
    report(state, `${count} fields`, `at most ${maxProperties} fields`);
  }
  if (rule.schema["x-kubernetes-embedded-resource"] === true) state.embedded.push([...state.path]);
}

function checkList(rule: Rule, value: readonly unknown[], state: Walk): void {
  const { minItems, maxItems, uniqueItems } = rule.schema;
  if (minItems !== undefined && value.length < minItems) {
    const expected = `at least ${minItems} ${minItems === 1 ? "item" : "items"}`;
    report(state, describe(value), expected, value.length === 0 ? "leave the empty list out" : undefined);
  }
  if (maxItems !== undefined && value.length > maxItems) report(state, describe(value), `at most ${maxItems} items`);
  const item = rule.item as Rule;
  for (let index = 0; index < value.length; index++) {
    state.path.push(index);
    walk(item, value[index], state);
    state.path.pop();
  }
  if (value.length > 1 && (rule.listKeys !== undefined || uniqueItems === true)) {
    for (const { index, first, identity } of repeatedItems(rule, value)) {
      state.path.push(index);
      report(state, `${identity} a second time`, `each item once; the first is item ${first}`);
      state.path.pop();
    }
  }
}

function reportUnknown(rule: Rule, key: string, state: Walk): void {
  const { list, hint } = fieldNames(rule, key);
  report(state, `unknown field ${describe(key)}`, list, hint);
}

function reportMissing(rule: Rule, key: string, state: Walk): void {
  const child = rule.fields?.get(key);
  if (child !== undefined && !child.ready) prepare(child);
  state.path.push(key);
  report(state, "nothing", child === undefined ? "a value" : expectation(child), "the field is required");
  state.path.pop();
}

/** A scalar of the wrong type is most often one that lost its quotes, or got some. */
function typeHint(rule: Rule, value: unknown): string | undefined {
  const scalar = typeof value === "number" || typeof value === "boolean";
  if (scalar && (rule.types & STRING) !== 0) return `write it as text: ${JSON.stringify(String(value))}`;
  const bare = typeof value === "string" && /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?|true|false)$/.test(value);
  const fits = bare && (typeOf(JSON.parse(value)) & rule.types) !== 0;
  return fits ? `write it without quotes: ${value}` : undefined;
}

function report(state: Walk, found: string, expected: string, hint?: string): void {
  state.faults.push({ path: [...state.path], found, expected, ...(hint !== undefined && { hint }) });
}
