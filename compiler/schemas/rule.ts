/** Schemas compiled into nodes that are quick to check against. */

import { FORMATS, type Format } from "./formats.ts";
import type { JsonSchema, JsonType } from "./json-schema.ts";

/** Bits of `Rule.types`. A number counts as INTEGER as well when it is whole. */
export const OBJECT = 1;
export const ARRAY = 2;
export const STRING = 4;
const INTEGER = 8;
const NUMBER = 16;
export const BOOLEAN = 32;

const BITS: Readonly<Record<JsonType, number>> = {
  object: OBJECT,
  array: ARRAY,
  string: STRING,
  integer: INTEGER,
  number: NUMBER | INTEGER,
  boolean: BOOLEAN,
};

/** The bit of a value's type; 0 for what JSON cannot carry, and for null, which no field of a manifest needs. */
export function typeOf(value: unknown): number {
  if (typeof value === "string") return STRING;
  if (typeof value === "object") return value === null ? 0 : Array.isArray(value) ? ARRAY : OBJECT;
  if (typeof value === "boolean") return BOOLEAN;
  if (typeof value !== "number" || !Number.isFinite(value)) return 0;
  return Number.isInteger(value) ? INTEGER : NUMBER;
}

/**
 * A schema node in the form that checking walks. It is filled in when a value first reaches it, so that a
 * kind costs only what its objects use. All rules have the same fields in the same order, which keeps V8's
 * property access fast.
 */
export interface Rule {
  ready: boolean;
  readonly schema: JsonSchema;
  readonly file: RuleFile;
  types: number;
  values: ReadonlySet<unknown> | undefined;
  pattern: RegExp | undefined;
  format: Format | undefined;
  keyFormat: Format | undefined;
  fields: ReadonlyMap<string, Rule> | undefined;
  /** Rule of the fields that `fields` does not name; undefined when there may be none. */
  rest: Rule | undefined;
  item: Rule | undefined;
  required: readonly string[];
  listKeys: readonly string[] | undefined;
}

/** One schema file: its definitions, each made into a rule once. */
interface RuleFile {
  readonly definitions: Readonly<Record<string, JsonSchema>>;
  readonly rules: Map<string, Rule>;
}

export function rootRule(schema: JsonSchema): Rule {
  return ruleOf(schema, { definitions: schema.$defs ?? {}, rules: new Map() });
}

function ruleOf(schema: JsonSchema, file: RuleFile): Rule {
  const name = schema.$ref?.slice("#/$defs/".length);
  if (name === undefined) return newRule(schema, file);
  const known = file.rules.get(name);
  if (known !== undefined) return known;
  const definition = file.definitions[name];
  if (definition === undefined) throw new Error(`schema refers to ${schema.$ref}, which its file does not define`);
  const rule = newRule(definition, file);
  file.rules.set(name, rule);
  return rule;
}

function newRule(schema: JsonSchema, file: RuleFile): Rule {
  return {
    ready: false,
    schema,
    file,
    types: 0,
    values: undefined,
    pattern: undefined,
    format: undefined,
    keyFormat: undefined,
    fields: undefined,
    rest: undefined,
    item: undefined,
    required: [],
    listKeys: undefined,
  };
}

/** Where a schema says nothing: any value, of any depth. */
const ANYTHING = rootRule({});

export function prepare(rule: Rule): void {
  const { schema, file } = rule;
  const types = schema.type === undefined ? (Object.keys(BITS) as JsonType[]) : [schema.type].flat();
  rule.types = types.reduce((bits, type) => bits | BITS[type as JsonType], 0);
  if (schema.enum !== undefined) rule.values = new Set(schema.enum);
  if (schema.pattern !== undefined) rule.pattern = new RegExp(schema.pattern, "u");
  if (schema.format !== undefined) rule.format = formatNamed(schema.format);
  if (schema.propertyNames !== undefined) rule.keyFormat = formatNamed(schema.propertyNames.format);
  const fields = Object.entries(schema.properties ?? {});
  rule.fields = new Map(fields.map(([name, child]) => [name, ruleOf(child, file)]));
  const rest = schema.additionalProperties;
  if (rest !== false) rule.rest = rest === undefined ? ANYTHING : ruleOf(rest, file);
  rule.item = schema.items === undefined ? ANYTHING : ruleOf(schema.items, file);
  rule.required = schema.required ?? [];
  rule.listKeys = schema["x-kubernetes-list-map-keys"];
  rule.ready = true;
}

function formatNamed(name: string): Format {
  const format = FORMATS[name];
  if (format === undefined) throw new Error(`schema uses the format ${name}, which compiler/schemas/formats.ts lacks`);
  return format;
}
