/** What the rules on the fleet and its sites find, told apart by the resource that it is reported at. */

import { checkFleet } from "../../compiler/compile.ts";
import { type LocatedDiagnostic, locate } from "../../compiler/load/locate.ts";
import { stablePlaces } from "../../compiler/load/stable-place.ts";
import { uncovered } from "../../policies/exempt.ts";
import type { Rule, RuleScope } from "../../policies/rule.ts";
import { ruleFailed } from "../../policies/system.ts";
import { constructOf } from "../units.ts";
import type { FleetOfStack } from "./fleet-of-stack.ts";

const scopes: readonly RuleScope[] = ["fleet", "site"];

export function fleetRules(rules: readonly Rule[]): readonly Rule[] {
  return rules.filter(({ scope }) => scopes.includes(scope));
}

/** Which unit of a repository, or the repository as a whole. */
export interface Place {
  readonly fleet: string;
  readonly repository: string;
  /** Undefined for the commit. */
  readonly unit: string | undefined;
}

/**
 * Findings by place. What is about a site stands at the tree of that site; everything else at the commit, which every
 * stack has, and which is made last.
 */
export function fleetFindings(of: FleetOfStack, today: string): (place: Place) => readonly LocatedDiagnostic[] {
  const { fleet, selection, code, textOf } = of;
  const { rules, engines } = code;
  const known = new Set([ruleFailed, ...fleetRules(rules)].map(({ id }) => id));
  const facts = { today, ...code.fingerprints() };
  const found = checkFleet({ fleet, selection, rules, facts, engines }).filter((each) => known.has(each.code));
  const kept = locate(uncovered(found, fleet, today, rules, stablePlaces(textOf)), textOf);
  const sites = new Set(selection.regions.flatMap((region) => region.sites.map(({ path }) => path)));
  const bySite = Map.groupBy(kept, ({ subjects: [subject = ""] }) => {
    const path = subject.split("/").slice(0, 4).join("/");
    return sites.has(path) ? path : undefined;
  });
  return ({ unit, ...target }) => bySite.get(unit === undefined ? undefined : constructOf(target, unit)) ?? [];
}
