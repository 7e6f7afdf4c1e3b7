/** Walks trees of values for credentials: what a name, its value, its neighbours and the names above it say together. */

import type { Step } from "../../../model/source.ts";
import { yamlText } from "../../../model/yaml-text.ts";
import { credentialInSetting, credentialInText } from "./credential.ts";
import { isEntryOf } from "./secret-names.ts";

/** A credential in a tree, and where it stands there. */
export interface CredentialInValue {
  readonly steps: readonly Step[];
  /** What kind of credential it is. */
  readonly found: string;
}

type Mapping = Readonly<Record<string, unknown>>;

/**
 * Whether a tree of values holds a credential, for a quick look at what nearly never does; items of a list are called like
 * their list.
 *
 * @param name of the setting, as its file has it
 * @param skipped a key that is not looked into
 */
export function holdsCredential(value: unknown, name: string, skipped?: string): boolean {
  if (typeof value !== "object" || value === null) return ofScalar(value, name) !== undefined;
  if (ofWhole(value, name) !== undefined) return true;
  if (Array.isArray(value)) return value.some((each) => holdsCredential(each, name, skipped));
  for (const key in value) {
    if (key !== skipped && holdsCredential((value as Mapping)[key], nameBelow(value, name, key), skipped)) return true;
  }
  return false;
}

/** All of them, each with its place. Arguments as above. */
export function credentialsIn(
  value: unknown,
  name: string,
  skipped?: string,
  steps: readonly Step[] = [],
): readonly CredentialInValue[] {
  if (typeof value !== "object" || value === null) {
    const found = ofScalar(value, name);
    return found === undefined ? [] : [{ steps, found }];
  }
  const below = Array.isArray(value)
    ? value.flatMap((each, index) => credentialsIn(each, name, skipped, [...steps, index]))
    : Object.entries(value).flatMap(([key, each]) =>
        key === skipped ? [] : credentialsIn(each, nameBelow(value, name, key), skipped, [...steps, key]),
      );
  if (below.length > 0) return below;
  const found = ofWhole(value, name);
  return found === undefined ? [] : [{ steps, found }];
}

function ofScalar(value: unknown, name: string): string | undefined {
  return typeof value === "string" || typeof value === "number" ? credentialInSetting(name, String(value)) : undefined;
}

/** Keys that say nothing of their value: the name beside or above them does. */
const empty = new Set(
  "value values inline inline_string inlineString literal plain plaintext text string stringValue default content".split(
    " ",
  ),
);
/** Keys whose value is the name of what stands beside them. */
const naming = ["name", "key", "property", "id", "path"] as const;

/** Whether a key of a mapping says nothing of its value. */
export const saysNothing = (key: string): boolean => empty.has(key);

/** By what name a value of a mapping is judged: its key, or where that says nothing, or is an entry of a collection of credentials, the name beside or above it. */
export function nameBelow(mapping: object, name: string, key: string): string {
  if (!saysNothing(key)) return isEntryOf(name, key) ? name : key;
  for (const each of naming) {
    const beside = (mapping as Mapping)[each];
    if (typeof beside === "string") return beside;
  }
  return name;
}

/** Mappings with one of these keys are read as a whole: a JSON web key, a list of `chpasswd`, a key in a file of Ignition. */
const telling = ["kty", "list", "inline"] as const;

/** What only the parts of a list or of a mapping say together. */
function ofWhole(value: object, name: string): string | undefined {
  if (Array.isArray(value)) {
    return isCommandLine(value) ? credentialInText(value.join(" ")) : isBytes(value) ? ofBytes(value, name) : undefined;
  }
  if ((value as Mapping)["kind"] === "Secret") return credentialInText(JSON.stringify(value));
  if (!telling.some((key) => typeof (value as Mapping)[key] === "string")) return undefined;
  const texts = Object.entries(value).filter(([, each]) => typeof each === "string");
  return credentialInText(yamlText({ [name]: Object.fromEntries(texts) }));
}

/** Options and their values are often items of their own. */
function isCommandLine(list: readonly unknown[]): list is readonly string[] {
  return (
    list.length > 1 &&
    list.some((each) => typeof each === "string" && each.startsWith("-")) &&
    list.every((each) => typeof each === "string")
  );
}

const isBytes = (list: readonly unknown[]) => list.length >= 16 && list.every((each) => typeof each === "number");

const ofBytes = (list: readonly unknown[], name: string) => credentialInText(`${name}: [${list.join(", ")}]`);
