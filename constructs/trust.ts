/** Authorities and users of a wider scope and a narrower one, together. */

import type { UserSpec } from "../model/trust-file.ts";

/** PEM text by name, in the order of the names. */
export type Trust = Readonly<Record<string, string>>;

/** A bundle of the narrower scope replaces one of the same name. */
export function mergeTrust(wide: Trust | undefined, narrow: Trust | undefined): Trust {
  const all = { ...wide, ...narrow };
  return Object.fromEntries(
    Object.keys(all)
      .sort()
      .map((name) => [name, all[name] as string]),
  );
}

/** Users in the order of their names; one of a narrower scope replaces one of the same name. */
export function mergeUsers(...scopes: readonly (readonly UserSpec[] | undefined)[]): readonly UserSpec[] {
  const byName = new Map(scopes.flatMap((users) => users ?? []).map((user) => [user.name, user]));
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
