/** Checks a parsed file by its zod schema and words the faults for the people who edit it. */

import type { z } from "zod";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { describeValue, expectation, repairOf } from "../../model/issue-words.ts";
import { valueAt } from "../../model/json-fields.ts";
import { type Mend, renameKey, writeValue } from "../../model/mend.ts";
import type { Source, Step } from "../../model/source.ts";
import { onlyNear, suggest } from "../../model/suggest.ts";
import { type NearValue, nearestValue } from "./nearest-value.ts";

/** Zod checks a parsed file; its issues become findings in the words of the people who edit the files. */
export function checkFile<S extends z.ZodType>(
  file: string,
  schema: S,
  value: unknown,
): { readonly data: z.output<S> } | { readonly diagnostics: readonly Diagnostic[] } {
  const result = schema.safeParse(value);
  if (result.success) return { data: result.data };
  const issues = firstOfEachScalar(result.error.issues, value);
  const diagnostics = issues.flatMap((issue) => explain(file, schema, value, issue));
  return { diagnostics: withoutMistyped(guessLoneKeys(diagnostics)) };
}

type Issue = z.core.$ZodIssue;

/** A scalar that breaks several expectations is one fault: what it should have been at all comes first. */
function firstOfEachScalar(issues: readonly Issue[], value: unknown): readonly Issue[] {
  const told = new Set<string>();
  return issues.filter(({ path }) => {
    const found = valueAt(value, path.map(stepOf));
    if (found === undefined || (typeof found === "object" && found !== null)) return true;
    const key = JSON.stringify(path);
    const isFirst = !told.has(key);
    told.add(key);
    return isFirst;
  });
}

/** Where one key is unknown and one is missing, the one was meant for the other, however it is written. */
function guessLoneKeys(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const unknown = diagnostics.filter(({ code }) => code === "load/unknown-key");
  if (unknown.length === 0) return diagnostics;
  const above = ({ at }: Diagnostic) => JSON.stringify(at?.path.slice(0, -1));
  const missing = diagnostics.filter(({ code }) => code === "load/missing-key");
  return diagnostics.map((each) => {
    if (each.code !== "load/unknown-key" || each.hint !== "remove it") return each;
    const alike = unknown.filter((other) => above(other) === above(each));
    const lacking = missing.filter(({ at }) => JSON.stringify(at?.path) === above(each));
    const [, key] = /missing key ([^\s,]+),/.exec(lacking[0]?.message ?? "") ?? [];
    return alike.length === 1 && lacking.length === 1 && key !== undefined
      ? { ...each, hint: `write ${key}: in its place` }
      : each;
  });
}

/** A mistyped key is one fault: the key that it should have been is not missing beside it. */
function withoutMistyped(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const meant = new Set(
    diagnostics.flatMap(({ code, at, hint }) => {
      const [, key] =
        (code === "load/unknown-key" && /^(?:did you mean|write) (.*?)(?:\?|: in its place)$/.exec(hint ?? "")) || [];
      return key === undefined ? [] : [JSON.stringify([at?.path.slice(0, -1), key])];
    }),
  );
  if (meant.size === 0) return diagnostics;
  return diagnostics.filter(({ code, at, message }) => {
    const [, key] = /missing key (\S+),/.exec(message) ?? [];
    return code !== "load/missing-key" || !meant.has(JSON.stringify([at?.path, key]));
  });
}

function stepOf(step: PropertyKey): Step {
  return typeof step === "symbol" ? step.toString() : step;
}

function explain(file: string, schema: z.ZodType, value: unknown, issue: Issue): readonly Diagnostic[] {
  const path = issue.path.map(stepOf);
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(schema, path);
    const there = Object.keys((valueAt(value, path) ?? {}) as object);
    return issue.keys.map((key) => unknownKey(file, path, key, known, there));
  }
  if (issue.code === "invalid_key") {
    return [
      diagnosticOf(
        file,
        path,
        `found key ${describeValue(path.at(-1))}, expected ${issue.issues[0]?.message}`,
        "rename the key, or remove it",
        true,
      ),
    ];
  }
  const found = valueAt(value, path);
  const expected = expectation(issue);
  if (found === undefined && path.length > 0) {
    const name = String(path.at(-1));
    return [
      {
        ...diagnosticOf(file, path.slice(0, -1), `missing key ${name}, expected ${expected}`),
        code: "load/missing-key",
        hint: `add \`${name}:\` to ${path.length > 1 ? path.slice(0, -1).join(".") : "the file"}`,
      },
    ];
  }
  const near = nearestValue(schema, path, found);
  const hint = repairOf(issue, found) ?? didYouMeanValue(near?.written) ?? nextStep(expected);
  const mend = mendOf({ file, path }, issue, found, near);
  return [
    { ...diagnosticOf(file, path, `found ${describeValue(found)}, expected ${expected}`, hint), ...(mend && { mend }) },
  ];
}

function diagnosticOf(file: string, path: readonly Step[], message: string, hint?: string, key?: true): Diagnostic {
  const where = path.length > 0 ? `${path.join(".")}: ` : "";
  return {
    code: "load/value",
    severity: "error",
    message: where + message,
    at: { file, path, ...(key && { key }) },
    subjects: [],
    ...(hint && { hint }),
  };
}

function unknownKey(
  file: string,
  path: readonly Step[],
  key: string,
  known: readonly string[],
  there: readonly string[],
): Diagnostic {
  const close = suggest(key, known);
  const near = onlyNear(key, known);
  const mend = near === undefined || there.includes(near) ? undefined : renameKey({ file, path: [...path, key] }, near);
  const expected = known.length > 0 ? `, expected one of ${known.join(", ")}` : "";
  return {
    ...diagnosticOf(
      file,
      [...path, key],
      `unknown key${expected}`,
      close ? `did you mean ${close}?` : "remove it",
      true,
    ),
    code: "load/unknown-key",
    ...(mend && { mend }),
  };
}

/** The repairs beyond doubt: quotes, the case of letters, the only word that is a step away. */
function mendOf(at: Source, issue: Issue, found: unknown, near: NearValue | undefined): Mend | undefined {
  if (near?.isSameName) return writeValue(at, near.value);
  if (issue.code === "invalid_value" && typeof found === "string")
    return writeValue(at, onlyNear(found, issue.values.map(String)));
  if (issue.code !== "invalid_type") return undefined;
  if (issue.expected === "string" && (typeof found === "number" || typeof found === "boolean"))
    return { title: "put the value in quotes", edits: [{ kind: "quotes", at }] };
  const isNumber = /^(number|int)$/.test(issue.expected) && typeof found === "string" && /^[1-9]\d{0,14}$/.test(found);
  return isNumber ? writeValue(at, Number(found)) : undefined;
}

/** Where nothing nearer is known: the example or the words of the expectation, as something to do. */
function nextStep(expected: string): string {
  const [, example] = /, like (\S+?)(?:,| or |:? not |$)/.exec(expected) ?? [];
  if (example !== undefined) return `write it like ${example}`;
  const [, words] = /^one of (.+)$/.exec(expected) ?? [];
  return words === undefined ? "correct the value in its place" : `take one of ${words}`;
}

function didYouMeanValue(value: string | undefined): string | undefined {
  return value === undefined ? undefined : `did you mean ${value}?`;
}

interface Wrapper {
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly unwrap?: () => z.ZodType;
  readonly def?: { readonly innerType?: z.ZodType };
}

/** Keys that the schema knows at the place a path leads to. */
function keysAt(schema: z.ZodType, path: readonly Step[]): readonly string[] {
  let node = unwrap(schema);
  for (const step of path) {
    const next = node.shape?.[String(step)] ?? node.element ?? node.valueType;
    if (!next) return [];
    node = unwrap(next);
  }
  return Object.keys(node.shape ?? {});
}

function unwrap(schema: z.ZodType): Wrapper {
  let node = schema as Wrapper;
  while (!node.shape && node.def?.innerType) node = node.def.innerType as Wrapper;
  return node;
}
