import { firstNames } from "../../model/first-names.ts";
import { suggest } from "../../model/suggest.ts";
import type { JsonType } from "./json-schema.ts";
import { compileNode, type SchemaNode } from "./schema-node.ts";

const LONGEST_TEXT = 60;
const MOST_NAMES = 16;

/** A value in a few words, as it goes into a message. */
export function describe(value: unknown): string {
  if (typeof value === "string") {
    return JSON.stringify(value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}...` : value);
  }
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  if (typeof value === "object" && value !== null)
    return `an object with ${firstNames(Object.keys(value), MOST_NAMES) || "no fields"}`;
  return typeof value === "function" || typeof value === "symbol" ? `a ${typeof value}` : String(value);
}

const TYPE_NAMES: Readonly<Record<JsonType, string>> = {
  object: "an object",
  array: "a list",
  string: "text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
};

/** Patterns of many fields in words, with an example; the others are shown as they are. */
const PATTERN_NAMES: readonly (readonly [RegExp, string])[] = [
  [/\(ms\|s\|m\|h\)/, "a duration such as 10m or 1h30m"],
  [/\(ms\|s\|m\)/, "a duration such as 10m or 90s"],
  [/KMGTPE/, "a quantity such as 250m, 512Mi or 2"],
  [/^\^\(http\|https\|ssh\):/, "an address that starts with http://, https:// or ssh://"],
  [/^\^\(http\|https\|oci\):/, "an address that starts with http://, https:// or oci://"],
  [/^\^\(http\|https\):/, "an address that starts with http:// or https://"],
  [/@\(\?:yearly/, "five fields of cron, such as 0 3 * * *, or @daily"],
  [/^\^oci:/, "an address that starts with oci://"],
];

/** What a schema wants of a value, in words. */
export function expectation(node: SchemaNode): string {
  if (!node.ready) compileNode(node);
  const { schema } = node;
  if (schema.enum !== undefined) {
    const values = schema.enum.map((value) => (value === "" ? '""' : String(value)));
    return values.length === 1 ? (values[0] as string) : `one of ${values.join(", ")}`;
  }
  const pattern = schema.pattern;
  if (pattern !== undefined) {
    const known = PATTERN_NAMES.find(([sign]) => sign.test(pattern));
    return known === undefined ? `text that matches ${pattern}` : known[1];
  }
  if (node.format !== undefined) return node.format.expected;
  const types = schema.type === undefined ? [] : [schema.type].flat();
  return types.map((type) => TYPE_NAMES[type as JsonType]).join(" or ") || "a value other than null";
}

/** The fields an object may have, and the one that was probably meant. */
export function fieldNames(node: SchemaNode, wrong: string): { list: string; hint?: string } {
  const names = [...(node.fields?.keys() ?? [])].sort();
  if (names.length === 0) return { list: "an object without fields" };
  const meant = suggest(wrong, names);
  const list = `one of ${firstNames(names, MOST_NAMES)}`;
  return meant === undefined ? { list } : { list, hint: `did you mean ${JSON.stringify(meant)}?` };
}

/** The allowed value that was probably meant. */
export function valueHint(node: SchemaNode, wrong: unknown): string | undefined {
  const texts = (node.schema.enum ?? []).filter((value) => typeof value === "string");
  const meant = typeof wrong === "string" ? suggest(wrong, texts) : undefined;
  return meant === undefined ? undefined : `did you mean ${JSON.stringify(meant)}?`;
}
