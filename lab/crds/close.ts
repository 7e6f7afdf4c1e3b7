/** Closes JSON schemas: unknown fields are refused wherever fields are listed. */

import { childNodes, isNode, type SchemaNode } from "./json-schema.ts";

const KEPT = [
  "enum",
  "format",
  "maxItems",
  "maxLength",
  "maxProperties",
  "maximum",
  "exclusiveMaximum",
  "exclusiveMinimum",
  "minItems",
  "minLength",
  "minProperties",
  "minimum",
  "multipleOf",
  "nullable",
  "pattern",
] as const;

/** Formats that both the API server and compiler/schemas/formats.ts check; the others are annotations. */
const CHECKED_FORMATS = new Set(["int32", "int64", "byte", "date-time", "uri"]);

/** What differs between custom resources and the API server's own kinds. */
export interface Dialect {
  /** What stands for a reference or a special type; undefined closes the node as it stands. */
  readonly replace: (node: SchemaNode) => SchemaNode | undefined;
  /** The node behind a reference, or the node itself. */
  readonly resolve: (node: SchemaNode) => SchemaNode;
  /** Custom resources: the server fills defaults in before it looks for required fields. */
  readonly defaultsSatisfyRequired: boolean;
  /** Custom resources: an object that names no fields keeps none, so none may be written. */
  readonly bareObjectIsEmpty: boolean;
}

/**
 * Makes a closed JSON schema: unknown fields are refused wherever fields are listed, unless the schema
 * says that unknown ones are kept (structural schemas, apiextensions.k8s.io/v1). Texts meant for people
 * and rules in CEL are left out.
 */
export function close(node: SchemaNode, dialect: Dialect): SchemaNode {
  const replaced = dialect.replace(node);
  if (replaced !== undefined) return replaced;
  const closed: Record<string, unknown> = {};
  for (const keyword of KEPT) {
    if (node[keyword] !== undefined) closed[keyword] = node[keyword];
  }
  if (node["x-kubernetes-embedded-resource"] === true) closed["x-kubernetes-embedded-resource"] = true;
  if (!CHECKED_FORMATS.has(String(closed["format"]))) delete closed["format"];
  if (typeof closed["pattern"] === "string") assertPortable(closed["pattern"]);
  const intOrString = node["x-kubernetes-int-or-string"] === true;
  if (intOrString) closed["type"] = ["integer", "string"];
  else if (node["type"] !== undefined) closed["type"] = node["type"];
  closeObject(node, closed, dialect);
  closeList(node, closed, dialect);
  return closed;
}

function closeObject(node: SchemaNode, closed: Record<string, unknown>, dialect: Dialect): void {
  const fields = childNodes(node, "properties");
  if (fields.length > 0) {
    closed["properties"] = Object.fromEntries(fields.map(([name, child]) => [name, close(child, dialect)]));
  }
  const required = requiredFields(node, dialect);
  if (required.length > 0) closed["required"] = required;
  const open = node["x-kubernetes-preserve-unknown-fields"] === true;
  const rest = node["additionalProperties"];
  if (isNode(rest)) closed["additionalProperties"] = close(rest, dialect);
  else if (node["type"] === "object" && rest !== true && !open) {
    if (fields.length > 0 || dialect.bareObjectIsEmpty) closed["additionalProperties"] = false;
  }
}

/** Defaults of list keys are kept, because two items may be one item once they are filled in. */
function closeList(node: SchemaNode, closed: Record<string, unknown>, dialect: Dialect): void {
  const items = node["items"];
  if (!isNode(items)) return;
  closed["items"] = close(items, dialect);
  if (node["x-kubernetes-list-type"] === "set") closed["uniqueItems"] = true;
  const keys = node["x-kubernetes-list-map-keys"];
  if (!Array.isArray(keys)) return;
  closed["x-kubernetes-list-map-keys"] = keys;
  const item = dialect.resolve(items);
  const written = requiredFields(item, dialect);
  const defaults = keys
    .filter((key: string) => !written.includes(key))
    .map((key: string) => [key, childDefault(item, key)])
    .filter(([, value]) => value !== undefined);
  if (defaults.length > 0) closed["x-list-map-key-defaults"] = Object.fromEntries(defaults);
}

function childDefault(node: SchemaNode, name: string): unknown {
  return childNodes(node, "properties").find(([field]) => field === name)?.[1]["default"];
}

function requiredFields(node: SchemaNode, dialect: Dialect): string[] {
  const required = Array.isArray(node["required"]) ? (node["required"] as string[]) : [];
  if (!dialect.defaultsSatisfyRequired) return [...required].sort();
  return required.filter((name) => childDefault(node, name) === undefined).sort();
}

/** CRD patterns are RE2: one that JavaScript reads otherwise, or not at all, must be seen here. */
function assertPortable(pattern: string): void {
  if (/\(\?[^:=!]|\\[AzZCQEpP]|\[\[:/.test(pattern)) throw new Error(`pattern ${pattern} means something else in RE2`);
  new RegExp(pattern, "u");
}
