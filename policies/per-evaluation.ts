import type { Fleet } from "../constructs/fleet.ts";
import { memoizeByIdentity } from "../model/memo.ts";
import type { RuleContext } from "./rule.ts";

/**
 * Ties a computation over the whole fleet to one evaluation, so that the rules which need it share
 * one result. Each evaluation has a context of its own, so nothing is remembered past its end.
 */
export function perEvaluation<T>(compute: (fleet: Fleet) => T): (fleet: Fleet, context: RuleContext) => T {
  const results = memoizeByIdentity((_: RuleContext, fleet: Fleet) => compute(fleet));
  return (fleet, context) => results(context, fleet);
}
