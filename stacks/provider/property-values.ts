/** The values in Pulumi's messages: all of them read, and those named that must not become a repository's content. */

import struct, { type Struct, type Value } from "google-protobuf/google/protobuf/struct_pb.js";
import type { Json, JsonObject } from "../../model/json.ts";

/** What the engine sends for a value that only the operation itself will bring (pulumi pkg/resource/plugin/rpc.go). */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const unknowns: ReadonlySet<Json | undefined> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  UNKNOWN,
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** The key that makes an object a value of another kind (pulumi sdk/go/common/resource/sig). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

const SECRET = "found a secret, expected a value that everybody may read: it goes to Git. Name a Secret of the cluster";
const signatures: Readonly<Record<string, string>> = {
  "1b47061264138c4ac30d75fd1eb44270": SECRET,
  "5cf8f73096256a8f31e491e813e4eb8e": "found a resource, expected a plain value of it",
  d0e6a833031e9bbcd3f4e8bde6ca49a4: "found an output, expected a value that the program knows",
  "803fd3297a5875dc03ca845dda5d2a98": "found bytes that are not UTF-8, expected text",
  c44067f5952c0a294b673a41bacd8c17: "found an asset, expected its text",
  "0def7320c3a5731c473e5ecbe6d01bc7": "found an archive, expected the text of each of its files",
};

/**
 * All values of a message, a key `__proto__` too, which google-protobuf's own reader loses. A value of no kind is null.
 */
export function valuesOf(message: Struct | undefined): JsonObject {
  const fields: (readonly [string, Json])[] = [];
  message?.getFieldsMap().forEach((value: Value, key: string) => {
    fields.push([key, readValue(value)]);
  });
  return Object.fromEntries(fields);
}

function readValue(value: Value): Json {
  const { KindCase } = struct.Value;
  switch (value.getKindCase()) {
    case KindCase.STRUCT_VALUE:
      return valuesOf(value.getStructValue());
    case KindCase.LIST_VALUE:
      return (value.getListValue()?.getValuesList() ?? []).map(readValue);
    case KindCase.KIND_NOT_SET:
      return null;
    default:
      return value.toJavaScript() as Json;
  }
}

/**
 * What must not be taken as content, each with its place: secrets, what is not known yet, and what would be lost.
 *
 * @param open properties that may hold what is not known yet
 */
export function forbiddenInputs(inputs: JsonObject, open: readonly string[]): readonly string[] {
  const found: string[] = [];
  const queue: (readonly [path: string, value: Json | undefined])[] = Object.entries(inputs);
  for (let next = queue.pop(); next; next = queue.pop()) {
    const [path, value] = next;
    const problem = problemOf(value);
    if (problem) found.push(`${path}: ${problem}`);
    else if (unknowns.has(value) && !open.some((property) => path === property || path.startsWith(`${property}[`))) {
      found.push(`${path}: found a value that is known only once pulumi up runs, expected one that a preview can show`);
    } else if (typeof value === "object" && value !== null) {
      for (const [key, child] of Object.entries(value)) {
        queue.push([`${path}[${Array.isArray(value) ? key : JSON.stringify(key)}]`, child]);
      }
    }
  }
  return found.reverse();
}

function problemOf(value: Json | undefined): string | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  if (Object.hasOwn(value, "__proto__")) return "found the key __proto__, expected a name that every reader keeps";
  const signature = Object.hasOwn(value, SIGNATURE) ? (value as JsonObject)[SIGNATURE] : undefined;
  if (signature === undefined) return undefined;
  const known = typeof signature === "string" && Object.hasOwn(signatures, signature);
  return known ? signatures[signature] : "found a value of a kind that is not known here, expected a plain one";
}
