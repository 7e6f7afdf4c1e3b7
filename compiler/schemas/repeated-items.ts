/** Finds items of a list that name the same thing as an earlier one. */

import { describe } from "./describe.ts";
import { type SchemaNode, typeOf } from "./schema-node.ts";

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
export function repeatedItems(node: SchemaNode, list: readonly unknown[]): readonly Repeated[] {
  if (list.length <= SHORT && !hasRepeats(node, list)) return NONE;
  const first = new Map<unknown, number>();
  return list.flatMap((item, index) => {
    const identity = identityOf(node, item);
    if (identity === undefined) return [];
    const earlier = first.get(identity);
    if (earlier === undefined) first.set(identity, index);
    return earlier === undefined ? [] : [{ index, first: earlier, identity: nameOf(node, item) }];
  });
}

function hasRepeats(node: SchemaNode, list: readonly unknown[]): boolean {
  for (let i = 1; i < list.length; i++) {
    const identity = identityOf(node, list[i]);
    if (identity === undefined) continue;
    for (let j = 0; j < i; j++) if (identityOf(node, list[j]) === identity) return true;
  }
  return false;
}

/** A scalar that two items share when they are the same; undefined when an item is faulty in another way. */
function identityOf(node: SchemaNode, item: unknown): unknown {
  const keys = node.listKeys;
  if (((node.item as SchemaNode).types & typeOf(item)) === 0) return undefined;
  if (keys === undefined) return typeof item === "object" ? undefined : item;
  if (typeof item !== "object" || item === null) return undefined;
  const [only] = keys;
  if (keys.length === 1) return keyValue(node, item, only as string);
  let identity = "";
  for (const key of keys) {
    const value = keyValue(node, item, key);
    if (value === undefined) return undefined;
    identity += `${JSON.stringify(value)}\n`;
  }
  return identity;
}

/** Undefined where an item lacks its key, or has a list or an object in its place: both are faults of their own. */
function keyValue(node: SchemaNode, item: object, key: string): unknown {
  const value = (item as Record<string, unknown>)[key] ?? node.schema["x-list-map-key-defaults"]?.[key];
  return typeof value === "object" ? undefined : value;
}

function nameOf(node: SchemaNode, item: unknown): string {
  if (node.listKeys === undefined) return describe(item);
  return node.listKeys.map((key) => `${key} ${describe(keyValue(node, item as object, key))}`).join(", ");
}
