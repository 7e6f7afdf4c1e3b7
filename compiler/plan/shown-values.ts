/** Values as a plan shows them: it is read by more people than may know a credential, and kept in logs and comments. */

import { credentialInSetting, credentialInText } from "../../policies/sec/credentials/credential.ts";
import { saysNothing } from "../../policies/sec/credentials/credential-in-value.ts";
import { notShown } from "../shown-value.ts";
import type { FieldRow } from "./by-hand.ts";
import type { LeafChange } from "./leaf-changes.ts";

/** What kind of credential stands in one of the texts; a missing side has none. */
export function credentialInOne(texts: readonly (string | undefined)[]): string | undefined {
  for (const text of texts) {
    const found = text === undefined ? undefined : credentialInText(text);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The same differences without credentials.
 *
 * @param around what kind of credential stands in the whole of what differs: part of it may be in any value, so none is shown
 */
export function withoutCredentials(changes: readonly LeafChange[], around: string | undefined): readonly LeafChange[] {
  return changes.map(({ path, before, after }) => ({
    // Items of a list are told by a value of theirs.
    path: around === undefined ? path : path.replace(/\[[^\]]*\]/g, "[]"),
    ...(before !== undefined && { before: shown(path, before, around) }),
    ...(after !== undefined && { after: shown(path, after, around) }),
  }));
}

/** A field of a living site, such as the URL of a server's controller. */
export function shownField(row: FieldRow): FieldRow {
  const value = (text: string | null) => (text === null ? null : shown(row.field, text, undefined));
  return { ...row, before: value(row.before), after: value(row.after) };
}

function shown(path: string, value: string, around: string | undefined): string {
  const found = around ?? credentialInSetting(settingOf(path), value);
  return found === undefined ? value : notShown(found);
}

/** `TOKEN` of `env[TOKEN].value`, `password` of `spec.values.auth.password`. */
function settingOf(path: string): string {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== "");
  const last = steps.at(-1) ?? "";
  return saysNothing(last) ? (steps.at(-2) ?? last) : last;
}
