/** What zod finds wrong with a value, in the words of the people who write it. */

import type { z } from "zod";
import { suggest } from "./suggest.ts";
import { withoutSecrets } from "./url.ts";

type Issue = z.core.$ZodIssue;

const typeWords: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a mapping",
  record: "a mapping",
};

/** What would have been right; schemas state it as their message, the rest is put into words here. */
export function expectation(issue: Issue): string {
  if (!/^(Invalid|Too |Unrecognized)/.test(issue.message)) return issue.message;
  if (issue.code === "invalid_type") return typeWords[issue.expected] ?? issue.expected;
  if (issue.code === "invalid_value") return `one of ${issue.values.map(String).join(", ")}`;
  if (issue.code === "too_small") return `at least ${issue.minimum}`;
  if (issue.code === "too_big") return `at most ${issue.maximum}`;
  return issue.message;
}

/** What to do when that can be seen from the value; undefined otherwise. */
export function repairOf(issue: Issue, found: unknown): string | undefined {
  if (issue.code === "invalid_value" && typeof found === "string") {
    const close = suggest(found, issue.values.map(String));
    return close && `did you mean ${close}?`;
  }
  if (issue.code === "custom" && Array.isArray(issue.params?.["candidates"])) {
    const word = typeof found === "string" ? found : String(issue.path.at(-1));
    const close = suggest(word, issue.params["candidates"].map(String));
    return close && `did you mean ${close}?`;
  }
  if (issue.code === "invalid_type" && issue.expected === "array" && isScalar(found))
    return "write it as a list: [...]";
  const isNumber = issue.code === "invalid_type" && /^(number|int)$/.test(issue.expected);
  if (isNumber && typeof found === "string" && /^\d+$/.test(found)) return "take the quotes away";
  const isText = issue.code === "invalid_type" && issue.expected === "string";
  return isText && (typeof found === "number" || typeof found === "boolean") ? "put the value in quotes" : undefined;
}

function isScalar(value: unknown): boolean {
  return value !== undefined && value !== null && typeof value !== "object";
}

/** A value in one short line, with its type when the text alone would mislead. */
export function describeValue(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "a mapping";
  if (value === null) return "nothing";
  const shown = typeof value === "string" ? withoutSecrets(value) : undefined;
  if (typeof value === "string" && shown === undefined) return "another text";
  const text = shown === undefined ? String(value) : JSON.stringify(shown);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
