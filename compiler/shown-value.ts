/** Values and files as an explanation or a plan shows them: read by more people than may know a credential, and kept in logs. */

import type { Json, JsonObject } from "../model/json.ts";
import { credentialInSetting, credentialInText } from "../policies/sec/credentials/credential.ts";
import { credentialsIn, nameBelow } from "../policies/sec/credentials/credential-in-value.ts";

/** What stands in the place of a credential of this kind. */
export const notShown = (found: string): string => `⟨not shown: ${found}⟩`;

/**
 * A value without the credentials in it.
 *
 * @param name of the setting, as its file has it
 */
export function shownValue(name: string, value: Json): Json {
  return credentialsIn(value, name).length === 0 ? value : without(name, value);
}

/** The same for all values of a mapping. */
export function shownValues(values: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, shownValue(key, value)]])),
  );
}

function without(name: string, value: Json): Json {
  if (typeof value === "string" || typeof value === "number") {
    const found = credentialInSetting(name, String(value));
    return found === undefined ? value : notShown(found);
  }
  if (typeof value !== "object" || value === null) return value;
  const shown = isList(value) ? value.map((each) => without(name, each)) : withoutBelow(name, value);
  // What only the whole says is in no part of it.
  const [left] = credentialsIn(shown, name);
  return left === undefined ? shown : notShown(left.found);
}

function withoutBelow(name: string, mapping: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(mapping).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, without(nameBelow(mapping, name, key), value)]],
    ),
  );
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** A file without the lines that hold credentials; none of it where only its lines together hold one. */
export function shownFile(text: string): string {
  if (credentialInText(text) === undefined) return text;
  const lines = text.split("\n").map((line) => {
    const found = credentialInText(line);
    return found === undefined ? line : notShown(found);
  });
  const left = credentialInText(lines.join("\n"));
  return left === undefined ? lines.join("\n") : `${notShown(left)}\n`;
}
