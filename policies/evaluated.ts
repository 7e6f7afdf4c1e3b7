/** What a run has looked at: only of that can it say that nothing is there any more. */

import type { Fleet } from "../constructs/fleet.ts";
import type { Region } from "../constructs/region.ts";
import { covers } from "../model/construct-path.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Rule, RuleScope } from "./rule.ts";

/** The kinds of rules that run whenever a fleet is checked; rules on a change need the tip it replaces. */
const checked: readonly RuleScope[] = ["fleet", "site", "manifest", "cluster", "repository", "file"];

/** Tells of a rule whether it could not be asked somewhere: what it would have found there, nobody knows. */
export function unasked(findings: readonly Diagnostic[]): (rule: string) => boolean {
  const rules = new Set(findings.flatMap(({ notEvaluated }) => notEvaluated?.rules ?? []));
  return (rule) => rules.has(rule);
}

export interface Evaluated {
  /** Those under check. */
  readonly regions: readonly Region[];
  /** @default those that run whenever a fleet is checked */
  readonly scopes?: readonly RuleScope[];
}

/**
 * Tells whether this run would have found what a rule finds at a construct or below it. When only some regions were read,
 * rules that compare the whole fleet cannot say so, nor can what lies outside those regions.
 */
export function isEvaluated(
  fleet: Fleet,
  rules: readonly Rule[],
  { regions, scopes = checked }: Evaluated,
): (rule: string, construct: string) => boolean {
  const scopeOf = new Map(rules.map(({ id, scope }) => [id, scope]));
  const isWhole = fleet.regions.every((region) => regions.includes(region));
  return (rule, construct) => {
    const scope = scopeOf.get(rule);
    if (scope === undefined || !scopes.includes(scope)) return false;
    return isWhole || (scope !== "fleet" && regions.some(({ path }) => covers(path, construct)));
  };
}
