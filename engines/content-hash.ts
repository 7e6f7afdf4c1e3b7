import { createHash } from "node:crypto";
import type { Json, JsonObject } from "../model/json.ts";

/**
 * Eight hexadecimal digits of the SHA-256 of a value. It goes into the names of objects that must not
 * change or that run once: another body makes another object. Keys count in the order they have.
 */
export function contentHash(value: Json | JsonObject): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 8);
}
