/** Finds items of a list that name the same thing as an earlier one. */

import { describe } from "./describe.ts";
import { type Rule, typeOf } from "./rule.ts";

interface Repeated {
  readonly index: number;
  /** Position of the item that has the same identity. */
  readonly first: number;
  readonly identity: string;
}

/** Lists up to this length are compared pair by pair, which is faster than a set and allocates nothing. */
const SHORT = 8;
const NONE: readonly Repeated[] = [];

/** Items of a list that name the same thing as an earlier one: by the list's map keys, or by their value in a set. */
export function repeatedItems(rule: Rule, list: readonly unknown[]): readonly Repeated[] {
  if (list.length <= SHORT && !hasRepeats(rule, list)) return NONE;
  const first = new Map<unknown, number>();
  return list.flatMap((item, index) => {
    const identity = identityOf(rule, item);
    if (identity === undefined) return [];
    const earlier = first.get(identity);
    if (earlier === undefined) first.set(identity, index);
    return earlier === undefined ? [] : [{ index, first: earlier, identity: nameOf(rule, item) }];
  });
}

function hasRepeats(rule: Rule, list: readonly unknown[]): boolean {
  for (let i = 1; i < list.length; i++) {
    const identity = identityOf(rule, list[i]);
    if (identity === undefined) continue;
    for (let j = 0; j < i; j++) if (identityOf(rule, list[j]) === identity) return true;
  }
  return false;
}

/** A scalar that two items share when they are the same; undefined when an item is faulty in another way. */
function identityOf(rule: Rule, item: unknown): unknown {
  const keys = rule.listKeys;
  if (((rule.item as Rule).types & typeOf(item)) === 0) return undefined;
  if (keys === undefined) return typeof item === "object" ? undefined : item;
  if (typeof item !== "object" || item === null) return undefined;
  const [only] = keys;
  if (keys.length === 1) return keyValue(rule, item, only as string);
  let identity = "";
  for (const key of keys) {
    const value = keyValue(rule, item, key);
    if (value === undefined) return undefined;
    identity += `${JSON.stringify(value)}\n`;
  }
  return identity;
}

/** Undefined where an item lacks its key, or has a list or an object in its place: both are faults of their own. */
function keyValue(rule: Rule, item: object, key: string): unknown {
  const value = (item as Record<string, unknown>)[key] ?? rule.schema["x-list-map-key-defaults"]?.[key];
  return typeof value === "object" ? undefined : value;
}

function nameOf(rule: Rule, item: unknown): string {
  if (rule.listKeys === undefined) return describe(item);
  return rule.listKeys.map((key) => `${key} ${describe(keyValue(rule, item as object, key))}`).join(", ");
}
