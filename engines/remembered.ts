import { share } from "../model/sharing.ts";

/** How many different arguments a function remembers; profiles, registries and deliveries are few. */
const KEPT = 32;

/**
 * A pure function that remembers its latest results by the content of its arguments. Comparing small
 * trees costs far less than writing their text, and thousands of sites ask the same. Results, and the
 * items of lists, count as shared.
 */
export function remembered<A extends readonly unknown[], R>(make: (...args: A) => R): (...args: A) => R {
  const known: { readonly args: A; readonly result: R }[] = [];
  return (...args) => {
    const found = known.find((each) => isSame(each.args, args));
    if (found) return found.result;
    const result = make(...args);
    for (const each of [result, ...(Array.isArray(result) ? result : [])]) {
      if (typeof each === "object" && each !== null) share(each);
    }
    known.unshift({ args, result });
    if (known.length > KEPT) known.pop();
    return result;
  };
}

/** Equal plain data; keys count in the order they have, because text is written in that order. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const keys = Object.keys(a);
  const others = Object.keys(b);
  if (keys.length !== others.length || Array.isArray(a) !== Array.isArray(b)) return false;
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] as string;
    if (key !== others[index]) return false;
    if (!isSame((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key])) return false;
  }
  return true;
}
