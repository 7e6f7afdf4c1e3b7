import { isDeepStrictEqual } from "node:util";
import type { Json } from "../../model/json.ts";
import type { PropertyChange } from "./handler.ts";

/** What differs between two records of one property, entry by entry, in the order of the keys. */
export function recordChanges(property: string, old: Json | undefined, now: Json | undefined): PropertyChange[] {
  const [before, after] = [asRecord(old), asRecord(now)];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key): PropertyChange[] => {
    const path = `${property}[${JSON.stringify(key)}]`;
    if (!Object.hasOwn(before, key)) return [{ path, kind: "add" }];
    if (!Object.hasOwn(after, key)) return [{ path, kind: "delete" }];
    return isDeepStrictEqual(before[key], after[key]) ? [] : [{ path, kind: "update" }];
  });
}

/** A change of a property as a whole. */
export function valueChanges(property: string, old: Json | undefined, now: Json | undefined): PropertyChange[] {
  if (isDeepStrictEqual(old, now)) return [];
  const kind = old === undefined ? "add" : now === undefined ? "delete" : "update";
  return [{ path: property, kind }];
}

function asRecord(value: Json | undefined): Readonly<Record<string, Json | undefined>> {
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  return isRecord ? (value as Readonly<Record<string, Json>>) : {};
}
