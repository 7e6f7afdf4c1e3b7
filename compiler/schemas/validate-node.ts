/** Walks an object and its schema side by side. */

import { describe, expectation, fieldNames, valueHint } from "./describe.ts";
import { repeatedItems } from "./repeated-items.ts";
import { ARRAY, BOOLEAN, compileNode, OBJECT, type SchemaNode, STRING, typeOf } from "./schema-node.ts";
import type { SchemaViolation } from "./schema-violation.ts";

/** State of one validation. The path is pushed and popped on the way, so that a good object allocates nothing. */
export interface ValidationState {
  readonly path: (string | number)[];
  readonly violations: SchemaViolation[];
  /** Paths of values that are whole objects themselves. */
  readonly embedded: (readonly (string | number)[])[];
}

/** Adds a violation for every difference between the value and the schema. `undefined` counts as absent. */
export function validateNode(node: SchemaNode, value: unknown, state: ValidationState): void {
  if (!node.ready) compileNode(node);
  const type = typeOf(value);
  if ((node.types & type) === 0) {
    const hint = value === null ? "leave the field out" : typeHint(node, value);
    report(state, describe(value), expectation(node), hint);
    return;
  }
  if (node.values !== undefined && !node.values.has(value)) {
    report(state, describe(value), expectation(node), valueHint(node, value));
  }
  if (type === STRING) checkText(node, value as string, state);
  else if (type === OBJECT) checkObject(node, value as Fields, state);
  else if (type === ARRAY) checkList(node, value as readonly unknown[], state);
  else if (type !== BOOLEAN) checkNumber(node, value as number, state);
}

type Fields = Readonly<Record<string, unknown>>;

function checkText(node: SchemaNode, value: string, state: ValidationState): void {
  const { minLength, maxLength } = node.schema;
  if (maxLength !== undefined && value.length > maxLength && [...value].length > maxLength) {
    report(state, `${describe(value)}, ${[...value].length} characters`, `at most ${maxLength} characters`);
    return;
  }
  if (minLength !== undefined && value.length < minLength * 2 && [...value].length < minLength) {
    report(state, describe(value), minLength === 1 ? "text that is not empty" : `at least ${minLength} characters`);
    return;
  }
  if (node.pattern !== undefined && !node.pattern.test(value)) report(state, describe(value), expectation(node));
  if (node.format !== undefined && !node.format.accepts(value)) report(state, describe(value), node.format.expected);
}

function checkNumber(node: SchemaNode, value: number, state: ValidationState): void {
  const { minimum, maximum } = node.schema;
  if (minimum !== undefined && value < minimum) report(state, describe(value), `at least ${minimum}`);
  if (maximum !== undefined && value > maximum) report(state, describe(value), `at most ${maximum}`);
  if (node.format !== undefined && !node.format.accepts(value)) report(state, describe(value), node.format.expected);
}

function checkObject(node: SchemaNode, value: Fields, state: ValidationState): void {
  const fields = node.fields as ReadonlyMap<string, SchemaNode>;
  let count = 0;
  for (const key in value) {
    const child = value[key];
    if (child === undefined) continue;
    count++;
    state.path.push(key);
    const known = fields.get(key) ?? node.rest;
    if (known === undefined) reportUnknown(node, key, state);
    else validateNode(known, child, state);
    if (node.keyFormat !== undefined && !node.keyFormat.accepts(key)) {
      report(state, `key ${describe(key)}`, node.keyFormat.expected);
    }
    state.path.pop();
  }
  for (const key of node.required) {
    if (value[key] === undefined) reportMissing(node, key, state);
  }
  const { minProperties, maxProperties } = node.schema;
  if (minProperties !== undefined && count < minProperties) {
    const expected = `at least ${minProperties} ${minProperties === 1 ? "field" : "fields"}`;
    report(state, describe(value), expected, count === 0 ? "leave the empty object out" : undefined);
  }
  if (maxProperties !== undefined && count > maxProperties) {
    report(state, `${count} fields`, `at most ${maxProperties} fields`);
  }
  if (node.schema["x-kubernetes-embedded-resource"] === true) state.embedded.push([...state.path]);
}

function checkList(node: SchemaNode, value: readonly unknown[], state: ValidationState): void {
  const { minItems, maxItems, uniqueItems } = node.schema;
  if (minItems !== undefined && value.length < minItems) {
    const expected = `at least ${minItems} ${minItems === 1 ? "item" : "items"}`;
    report(state, describe(value), expected, value.length === 0 ? "leave the empty list out" : undefined);
  }
  if (maxItems !== undefined && value.length > maxItems) report(state, describe(value), `at most ${maxItems} items`);
  const item = node.item as SchemaNode;
  for (let index = 0; index < value.length; index++) {
    state.path.push(index);
    validateNode(item, value[index], state);
    state.path.pop();
  }
  if (value.length > 1 && (node.listKeys !== undefined || uniqueItems === true)) {
    for (const { index, first, identity } of repeatedItems(node, value)) {
      state.path.push(index);
      report(state, `${identity} a second time`, `each item once; the first is item ${first}`);
      state.path.pop();
    }
  }
}

function reportUnknown(node: SchemaNode, key: string, state: ValidationState): void {
  const { list, hint } = fieldNames(node, key);
  report(state, `unknown field ${describe(key)}`, list, hint);
}

function reportMissing(node: SchemaNode, key: string, state: ValidationState): void {
  const child = node.fields?.get(key);
  if (child !== undefined && !child.ready) compileNode(child);
  state.path.push(key);
  report(state, "nothing", child === undefined ? "a value" : expectation(child), "the field is required");
  state.path.pop();
}

/** A scalar of the wrong type is most often one that lost its quotes, or got some. */
function typeHint(node: SchemaNode, value: unknown): string | undefined {
  const scalar = typeof value === "number" || typeof value === "boolean";
  if (scalar && (node.types & STRING) !== 0) return `write it as text: ${JSON.stringify(String(value))}`;
  const bare = typeof value === "string" && /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?|true|false)$/.test(value);
  const fits = bare && (typeOf(JSON.parse(value)) & node.types) !== 0;
  return fits ? `write it without quotes: ${value}` : undefined;
}

function report(state: ValidationState, found: string, expected: string, hint?: string): void {
  state.violations.push({ path: [...state.path], found, expected, ...(hint !== undefined && { hint }) });
}
