/** Looks up the schema and the scope of a kind. */

import { loadIndex, loadSchema, type SchemaSource, type Scope } from "../load/load-schema.ts";
import type { JsonSchema } from "./json-schema.ts";

/** Read once for the life of the process: the schemas are part of the program. */
let index: ReadonlyMap<string, SchemaSource> | undefined;

/** Every kind with a schema, by `apiVersion/kind`. */
export function knownKinds(): ReadonlyMap<string, SchemaSource> {
  index ??= new Map(Object.entries(loadIndex()));
  return index;
}

/** The closed schema of a kind, read from disk at each call; undefined for a kind without one. */
export function findSchema(apiVersion: string, kind: string): JsonSchema | undefined {
  const source = knownKinds().get(`${apiVersion}/${kind}`);
  return source && loadSchema(source);
}

/** Whether objects of a kind live in a namespace, as the kind's own definition says; undefined for an unknown kind. */
export function scopeOf(apiVersion: string, kind: string): Scope | undefined {
  return knownKinds().get(`${apiVersion}/${kind}`)?.scope;
}
