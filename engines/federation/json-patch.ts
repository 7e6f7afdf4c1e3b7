/** What makes one JSON value into another, as operations on JSON pointers (RFC 6901, RFC 6902). */

import type { Json } from "../../model/json.ts";

/** One step; a value only where something is there afterwards. */
export interface PatchOperation {
  readonly operator: "add" | "remove" | "replace";
  /** `/spec/replicas` */
  readonly path: string;
  readonly value?: Json;
}

/**
 * The operations, in the order of the keys, each as deep as it can be. A list of another length is replaced as a whole:
 * places in a list have no names, and an operation on the second of three would follow whoever moves there.
 */
export function jsonPatch(before: Json, after: Json, path = ""): readonly PatchOperation[] {
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.flatMap((each, index) => jsonPatch(each, after[index] as Json, `${path}/${index}`));
  }
  if (isMapping(before) && isMapping(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys.flatMap((key) => ofKey(before[key], after[key], `${path}/${escaped(key)}`));
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ operator: "replace", path, value: after }];
}

function ofKey(before: Json | undefined, after: Json | undefined, path: string): readonly PatchOperation[] {
  if (after === undefined) return before === undefined ? [] : [{ operator: "remove", path }];
  return before === undefined ? [{ operator: "add", path, value: after }] : jsonPatch(before, after, path);
}

function isMapping(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function escaped(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
