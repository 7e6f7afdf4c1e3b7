import type { Json, JsonObject } from "../../../model/json.ts";

/**
 * The value without undefined fields, empty lists and empty objects at any depth: nearly every field of
 * Cluster API v1beta2 that holds an object refuses an empty one.
 */
export function omitEmpty<T extends JsonObject>(value: T): JsonObject {
  const full: Record<string, Json> = {};
  // Every object of every machine comes by here, so no lists are made on the way.
  for (const key of Object.keys(value)) {
    const child = omitEmptyValue(value[key]);
    if (child !== undefined) full[key] = child;
  }
  return full;
}

function omitEmptyValue(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) {
    const items = value.map(omitEmptyValue).filter((item) => item !== undefined);
    return items.length > 0 ? items : undefined;
  }
  if (typeof value === "object" && value !== null) {
    const object = omitEmpty(value as JsonObject);
    for (const _ in object) return object;
    return undefined;
  }
  return value;
}
