/** Walks trees of values for credentials. */

import { credentialInSetting } from "./credential.ts";

/**
 * Whether a tree of values holds a credential, for a quick look at what nearly never does; items of a list are called like
 * their list.
 *
 * @param name of the setting, as its file has it
 * @param skipped a key that is not looked into
 */
export function holdsCredential(value: unknown, name: string, skipped?: string): boolean {
  if (typeof value === "string" || typeof value === "number") {
    return credentialInSetting(name, String(value)) !== undefined;
  }
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.some((each) => holdsCredential(each, name, skipped));
  for (const key in value) {
    if (key !== skipped && holdsCredential((value as Readonly<Record<string, unknown>>)[key], key, skipped))
      return true;
  }
  return false;
}
