/** What a value of a fleet's own code must be, as tables: types say it to an editor, and code that nobody compiled has none. */

import { isMapping } from "../../model/json-fields.ts";
import { didYouMean } from "../../model/suggest.ts";

/** What one field must hold. */
export interface Expectation {
  /** Ends a sentence that begins with "expected". */
  readonly expected: string;
  readonly holds: (value: unknown) => boolean;
  /** It may be missing. */
  readonly optional?: true;
}

/** Fields by name; others are nobody's business. */
export type Shape = Readonly<Record<string, Expectation>>;

export const text: Expectation = { expected: "text", holds: (value) => typeof value === "string" };
export const flag: Expectation = { expected: "true or false", holds: (value) => typeof value === "boolean" };
export const mapping: Expectation = { expected: "an object", holds: isMapping };
export const list: Expectation = { expected: "a list", holds: Array.isArray };

export function optional(expectation: Expectation): Expectation {
  return { ...expectation, optional: true };
}

export function oneOf(words: readonly string[]): Expectation {
  return { expected: `one of ${words.join(", ")}`, holds: (value) => words.includes(value as string) };
}

/** A function that answers at once: what is compiled is the same at every run, and nobody waits in between. */
export function pureFunction(gives: string): Expectation {
  const waits = new Set(["AsyncFunction", "GeneratorFunction", "AsyncGeneratorFunction"]);
  return {
    expected: `a function that gives ${gives}`,
    holds: (value) => typeof value === "function" && !waits.has(value.constructor.name),
  };
}

/** Each as `WHAT: found ..., expected ...`; a value that is no object at all is one fault. */
export function shapeFaults(what: string, value: unknown, shape: Shape): readonly string[] {
  if (!isMapping(value)) return [`${what}: found ${described(value)}, expected an object`];
  return Object.entries(shape).flatMap(([name, { expected, holds, optional: mayMiss }]) => {
    const found = value[name];
    if ((found === undefined && mayMiss) || holds(found)) return [];
    if (found !== undefined) return [`${what}: found ${described(found)} as ${name}, expected ${expected}`];
    const meant = didYouMean(
      name,
      Object.keys(value).filter((key) => !(key in shape)),
    );
    return [`${what}: found no ${name}, expected ${expected}${meant}`];
  });
}

/** A value in the words of whoever wrote it. */
export function described(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (value instanceof Promise) return "a Promise";
  if (typeof value === "function")
    return value.constructor.name === "Function"
      ? "a function"
      : `${value.constructor.name.startsWith("Async") ? "an async function" : "a generator function"}`;
  if (typeof value === "object") return "an object";
  return typeof value === "string" ? JSON.stringify(value) : `the ${typeof value} ${String(value)}`;
}
