import type { Json, JsonObject } from "../../../model/json.ts";

/**
 * The value without undefined fields, empty lists and empty objects at any depth: nearly every field of
 * Cluster API v1beta2 that holds an object refuses an empty one.
 */
export function omitEmpty<T extends JsonObject>(value: T): JsonObject {
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, child]) => [key, omitEmptyValue(child)] as const)
      .filter(([, child]) => child !== undefined),
  );
}

function omitEmptyValue(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) {
    const items = value.map(omitEmptyValue).filter((item) => item !== undefined);
    return items.length > 0 ? items : undefined;
  }
  if (typeof value === "object" && value !== null) {
    const object = omitEmpty(value as JsonObject);
    return Object.keys(object).length > 0 ? object : undefined;
  }
  return value;
}
