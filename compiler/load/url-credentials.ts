/** Refuses URLs with a user or a password in them, in whatever value of a file they stand. */

import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Step } from "../../model/source.ts";
import { holdsUserinfo, withoutUserinfo } from "../../model/url.ts";

/** One fault for each value. Most files hold no `@` behind a scheme and are not walked. */
export function urlCredentials(file: string, text: string, value: unknown): readonly Diagnostic[] {
  // Escapes of a quoted text may hide either character.
  if (!/:\/\/[^\n]*@|\\[xuU/]/.test(text) && !/:\/\/[^@]*\n[^@]*@/.test(text)) return [];
  return [...below(value, [])].map(([path, found]) => ({
    code: "load/url-credentials",
    severity: "error",
    message: `${path.join(".")}: found ${JSON.stringify(withoutUserinfo(found).slice(0, 80))} with a user or a password in the URL, expected a URL without`,
    at: { file, path },
    subjects: [],
    hint: "take it out and change that password: it has been in a file; name a Secret instead, such as `repositorySecret`",
  }));
}

function* below(value: unknown, path: readonly Step[]): Generator<readonly [readonly Step[], string]> {
  if (typeof value === "string" && holdsUserinfo(value)) yield [path, value];
  if (typeof value !== "object" || value === null) return;
  const entries = Array.isArray(value) ? value.entries() : Object.entries(value);
  for (const [step, child] of entries) yield* below(child, [...path, step]);
}
