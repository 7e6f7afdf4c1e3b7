/** Gives a rule of a fleet's own its type, and gives it back. */

import type { Rule } from "./rule.ts";

/** The scope decides what its check gets. */
export function defineRule<R extends Rule>(rule: R): R {
  return rule;
}
