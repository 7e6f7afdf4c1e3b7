/** What would put a finding right, where there is one right value: edits of the fleet's files that a program can make. */

import type { Source } from "./source.ts";

/** One change of a place in a file. Whatever else stands in the file stays, letter by letter. */
export type Edit =
  /** A scalar gets another value. */
  | { readonly kind: "value"; readonly at: Source; readonly to: string | number | boolean }
  /** A scalar is text as it is written. */
  | { readonly kind: "quotes"; readonly at: Source }
  /** The key at the end of the path gets another name. */
  | { readonly kind: "key"; readonly at: Source; readonly to: string }
  /** The item at the end of the path goes from its list. */
  | { readonly kind: "removal"; readonly at: Source };

export interface Mend {
  /** What it does, as an order: `write edge-k3s@1.0.0`. */
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** A scalar gets another value; nothing where the place is unknown, as in a fleet that a program wrote. */
export function writeValue(at: Source | undefined, to: string | number | boolean | undefined): Mend | undefined {
  if (!at || to === undefined) return undefined;
  return { title: `write ${to}`, edits: [{ kind: "value", at, to }] };
}

export function renameKey(at: Source | undefined, to: string | undefined): Mend | undefined {
  if (!at || to === undefined) return undefined;
  return { title: `write ${to}:`, edits: [{ kind: "key", at, to }] };
}

export function removeItem(at: Source): Mend {
  return { title: "take it out of the list", edits: [{ kind: "removal", at }] };
}
