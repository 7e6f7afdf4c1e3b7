/**
 * Three ways to keep what a pure function gave, so that it is not worked out again. All are invisible but for the time
 * they save, and none keeps data of a fleet past its run.
 *
 * | the argument | take | how long it is kept |
 * |---|---|---|
 * | an object that is asked about several times | `memoizeByIdentity` | as long as the object lives |
 * | an object that may be met thousands of times or once | `memoizeShared` | the same, when it is marked as shared |
 * | equal data in ever new objects | `memoizeByValue` | until the run ends, and no more than so many results |
 */

import { isSameData } from "./same-data.ts";

const shared = new WeakSet<object>();

/** Says that many sites have this value in common; it must not change any more. */
export function markShared<T extends object>(value: T): T {
  shared.add(value);
  return value;
}

/** One result of a key; a key has as many as there are contexts, which are few. */
interface Kept<C, V> {
  readonly context: C;
  readonly value: V;
  readonly next: Kept<C, V> | undefined;
}

/**
 * Keeps results by the identity of an object, which must not change, and of a context, if there is one. A result goes
 * with its object, so an object of the run (a fleet, a site, a list of names) takes it along. For an object of the
 * program, such as a profile, results must not hold data of a fleet.
 */
export function memoizeByIdentity<K extends object, V, C = void>(
  make: (key: K, context: C) => V,
): (key: K, context: C) => V {
  const known = new WeakMap<K, Kept<C, V>>();
  return (key, context) => {
    const first = known.get(key);
    for (let each = first; each; each = each.next) if (each.context === context) return each.value;
    const value = make(key, context);
    known.set(key, { context, value, next: first });
    return value;
  };
}

/**
 * The same for keys marked as shared; for all others the function simply runs. What is used once is not worth it: a
 * table of things that live for a moment keeps them alive and is a burden on each collection of garbage.
 */
export function memoizeShared<K extends object, V, C = void>(
  make: (key: K, context: C) => V,
): (key: K, context: C) => V {
  const known = memoizeByIdentity(make);
  return (key, context) => (shared.has(key) ? known(key, context) : make(key, context));
}

interface Made<A, R> {
  readonly args: A;
  readonly result: R;
}

const tables = new Set<() => void>();

/** Has something of a module's own let go of its data together with all that is kept by value. */
export function whenRunEnds(forget: () => void): void {
  tables.add(forget);
}

/**
 * Keeps results by the content of the arguments, which are plain data. One text is looked up; anything else is compared
 * with what was asked before, the newest first, since comparing small trees costs far less than writing their text.
 * Objects that come out, and the items of lists, count as shared. What is kept is bounded and goes when the run
 * ends. To be called once for each function, when its module is loaded.
 *
 * @param most results kept; profiles, registries and deliveries are few
 */
export function memoizeByValue<A extends readonly unknown[], R>(make: (...args: A) => R, most = 32): (...args: A) => R {
  const ofTexts = new Map<string, R>();
  const others: Made<A, R>[] = [];
  whenRunEnds(() => {
    ofTexts.clear();
    others.length = 0;
  });
  const ofOthers = (...args: A): R => {
    const known = others.find((each) => isSameData(each.args, args));
    if (known) return known.result;
    const result = sharedResult(make(...args));
    others.unshift({ args, result });
    if (others.length > most) others.pop();
    return result;
  };
  if (make.length !== 1) return ofOthers;
  // Asked millions of times, so without a list of its arguments.
  const ofOne = (arg: A[0]): R => {
    if (typeof arg !== "string") return ofOthers(...([arg] as unknown as A));
    const known = ofTexts.get(arg);
    if (known !== undefined) return known;
    const result = sharedResult(make(...([arg] as unknown as A)));
    if (ofTexts.size >= most) ofTexts.clear();
    ofTexts.set(arg, result);
    return result;
  };
  return ofOne as unknown as (...args: A) => R;
}

function sharedResult<R>(result: R): R {
  if (typeof result !== "object" || result === null) return result;
  for (const each of [result, ...(Array.isArray(result) ? result : [])]) {
    if (typeof each === "object" && each !== null) markShared(each);
  }
  return result;
}

/**
 * Lets go of everything that is kept by value. A run ends with it, and starts with it too: what was asked between two
 * runs, by a test or by `explain`, is of another fleet.
 */
export function forgetValues(): void {
  for (const clear of tables) clear();
}
