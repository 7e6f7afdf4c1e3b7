/** Schemas compiled into nodes that are quick to check against. */

import { FORMATS, type Format } from "./formats.ts";
import type { JsonSchema, JsonType } from "./json-schema.ts";

/** Bits of `SchemaNode.types`. A number counts as INTEGER as well when it is whole. */
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
 * kind costs only what its objects use. All nodes have the same fields in the same order, which keeps V8's
 * property access fast.
 */
export interface SchemaNode {
  ready: boolean;
  readonly schema: JsonSchema;
  readonly file: SchemaFile;
  types: number;
  values: ReadonlySet<unknown> | undefined;
  pattern: RegExp | undefined;
  format: Format | undefined;
  keyFormat: Format | undefined;
  fields: ReadonlyMap<string, SchemaNode> | undefined;
  /** Node of the fields that `fields` does not name; undefined when there may be none. */
  rest: SchemaNode | undefined;
  item: SchemaNode | undefined;
  required: readonly string[];
  listKeys: readonly string[] | undefined;
}

/** One schema file: its definitions, each made into a node once. */
interface SchemaFile {
  readonly definitions: Readonly<Record<string, JsonSchema>>;
  readonly nodes: Map<string, SchemaNode>;
}

export function rootNode(schema: JsonSchema): SchemaNode {
  return nodeOf(schema, { definitions: schema.$defs ?? {}, nodes: new Map() });
}

function nodeOf(schema: JsonSchema, file: SchemaFile): SchemaNode {
  const name = schema.$ref?.slice("#/$defs/".length);
  if (name === undefined) return newNode(schema, file);
  const known = file.nodes.get(name);
  if (known !== undefined) return known;
  const definition = file.definitions[name];
  if (definition === undefined) throw new Error(`schema refers to ${schema.$ref}, which its file does not define`);
  const node = newNode(definition, file);
  file.nodes.set(name, node);
  return node;
}

function newNode(schema: JsonSchema, file: SchemaFile): SchemaNode {
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
const ANYTHING = rootNode({});

export function compileNode(node: SchemaNode): void {
  const { schema, file } = node;
  const types = schema.type === undefined ? (Object.keys(BITS) as JsonType[]) : [schema.type].flat();
  node.types = types.reduce((bits, type) => bits | BITS[type as JsonType], 0);
  if (schema.enum !== undefined) node.values = new Set(schema.enum);
  if (schema.pattern !== undefined) node.pattern = new RegExp(schema.pattern, "u");
  if (schema.format !== undefined) node.format = formatNamed(schema.format);
  if (schema.propertyNames !== undefined) node.keyFormat = formatNamed(schema.propertyNames.format);
  const fields = Object.entries(schema.properties ?? {});
  node.fields = new Map(fields.map(([name, child]) => [name, nodeOf(child, file)]));
  const rest = schema.additionalProperties;
  if (rest !== false) node.rest = rest === undefined ? ANYTHING : nodeOf(rest, file);
  node.item = schema.items === undefined ? ANYTHING : nodeOf(schema.items, file);
  node.required = schema.required ?? [];
  node.listKeys = schema["x-kubernetes-list-map-keys"];
  node.ready = true;
}

function formatNamed(name: string): Format {
  const format = FORMATS[name];
  if (format === undefined) throw new Error(`schema uses the format ${name}, which compiler/schemas/formats.ts lacks`);
  return format;
}
