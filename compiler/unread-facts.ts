/** Facts of a change that rest on texts of the tip: a text that nobody has, or can read, leaves them unknown. */

import { YAMLException } from "js-yaml";
import { firstNames } from "../model/first-names.ts";
import { UnknownFact } from "../model/unknown-fact.ts";
import type { RepositoryChange } from "../policies/rule.ts";

/** Facts that are read from texts of the tip. */
type TipFact = "fixed" | "gone" | "handedOver" | "regions";

/** Why a fact is not known; plain data. */
export type UnreadFacts = Readonly<Partial<Record<TipFact, string>>>;

/** A text of the tip that is needed, with the path it has there. */
export interface NeededText {
  readonly id: string;
  readonly path: string;
}

/** A fact as far as it is known, and why it is not. */
export interface Known<T> {
  readonly value: T;
  readonly unread: string | undefined;
}

/**
 * @param needed texts without which the fact is not known
 * @param make is not asked where one of them is missing
 */
export function knownFrom<T>(
  needed: readonly NeededText[],
  textOf: (id: string) => string | undefined,
  none: T,
  make: () => T,
): Known<T> {
  const missing = needed.filter(({ id }) => textOf(id) === undefined).map(({ path }) => path);
  if (missing.length > 0) return { value: none, unread: `the published text of ${firstNames(missing)} is missing` };
  try {
    return { value: make(), unread: undefined };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const paths = firstNames(needed.map(({ path }) => path));
    return { value: none, unread: `a published text among ${paths} is no YAML: ${error.reason}` };
  }
}

/** The change whose unknown facts cannot be asked for: a rule that does is not evaluated. */
export function askable(change: RepositoryChange, unread: UnreadFacts): RepositoryChange {
  const own: RepositoryChange = { ...change };
  for (const [fact, reason] of Object.entries(unread)) {
    if (reason === undefined) continue;
    Object.defineProperty(own, fact, {
      get: () => {
        throw new UnknownFact(reason, `git -C ${change.repository}.git fsck --full tells what the repository lacks`);
      },
    });
  }
  return own;
}
