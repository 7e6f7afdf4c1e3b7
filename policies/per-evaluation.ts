import type { Fleet } from "../constructs/fleet.ts";
import type { RuleContext } from "./rule.ts";

/**
 * Ties a computation over the whole fleet to one evaluation, so that the rules which need it share
 * one result. Each evaluation has a context of its own, so nothing is remembered past its end.
 */
export function perEvaluation<T>(compute: (fleet: Fleet) => T): (fleet: Fleet, context: RuleContext) => T {
  const results = new WeakMap<RuleContext, { readonly fleet: Fleet; readonly result: T }>();
  return (fleet, context) => {
    const known = results.get(context);
    if (known?.fleet === fleet) return known.result;
    const result = compute(fleet);
    results.set(context, { fleet, result });
    return result;
  };
}
