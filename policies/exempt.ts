/** Applies the fleet's exemptions to findings. */

import type { Exemption, Fleet } from "../constructs/fleet.ts";
import type { Region } from "../constructs/region.ts";
import { covers } from "../model/construct-path.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { endingDiagnostic, exemptionDiagnostic } from "./exemption-diagnostic.ts";
import type { Rule, RuleScope } from "./rule.ts";
import { exemptionUnused } from "./system.ts";

export interface Exempted {
  /** What counts: findings that no exemption covers, and what is wrong with the exemptions themselves. */
  readonly kept: readonly Diagnostic[];
  /** What an exemption covers, in the order it came in. */
  readonly exempted: readonly Diagnostic[];
}

/** The kinds of rules that run whenever a fleet is checked; rules on a change need the tip it replaces. */
const checked: readonly RuleScope[] = ["fleet", "site", "manifest", "cluster", "repository", "file"];

/**
 * Takes out what the fleet's exemptions cover and adds what is wrong with the exemptions. An
 * exemption covers findings of its rule whose subject, the first one, is its construct or lies below
 * it; were any of the others enough, an exemption for one site would hide what concerns a hundred.
 * The only place that decides this, whatever command asks.
 *
 * @param findings not grouped yet, so that each subject can be looked at by itself
 * @param today UTC, YYYY-MM-DD; an exemption still counts on the day it expires
 * @param regions those under check: an exemption elsewhere cannot be called unused
 * @param rules all there are, so that a misspelt id is noticed
 * @param scopes kinds of rules that were evaluated: an exemption from another kind cannot be called unused
 */
export function applyExemptions(
  findings: readonly Diagnostic[],
  fleet: Fleet,
  today: string,
  regions: readonly Region[],
  rules: readonly Rule[],
  scopes: readonly RuleScope[] = checked,
): Exempted {
  const diagnostics: Diagnostic[] = [];
  const inForce = new Map<string, Exemption[]>();
  for (const exemption of fleet.exemptions) {
    const diagnostic = exemptionDiagnostic(exemption, today, rules);
    if (diagnostic) {
      diagnostics.push(diagnostic);
      continue;
    }
    const ending = endingDiagnostic(exemption, today);
    if (ending) diagnostics.push(ending);
    inForce.set(exemption.rule, [...(inForce.get(exemption.rule) ?? []), exemption]);
  }
  const used = new Set<Exemption>();
  const kept: Diagnostic[] = [];
  const exempted: Diagnostic[] = [];
  for (const finding of findings) {
    const [subject] = finding.subjects;
    const covering = (inForce.get(finding.code) ?? []).filter(
      ({ construct }) => subject !== undefined && covers(construct, subject),
    );
    for (const exemption of covering) used.add(exemption);
    (covering.length > 0 ? exempted : kept).push(finding);
  }
  const isEvaluated = evaluatedExemptions(fleet, regions, rules, scopes);
  const unused = [...inForce.values()].flat().filter((exemption) => !used.has(exemption) && isEvaluated(exemption));
  return { kept: [...kept, ...diagnostics, ...unused.map(unusedFinding)], exempted };
}

/** Findings that no exemption covers, for those who have a part of the fleet alone: what is wrong with exemptions others tell. */
export function uncovered(
  findings: readonly Diagnostic[],
  fleet: Fleet,
  today: string,
  rules: readonly Rule[],
): readonly Diagnostic[] {
  const exempted = new Set(applyExemptions(findings, fleet, today, [], rules).exempted);
  return findings.filter((each) => !exempted.has(each));
}

/**
 * Tells whether this run would have found what an exemption is for. When only some regions were read,
 * rules that compare the whole fleet cannot say so, nor can what lies outside those regions.
 */
function evaluatedExemptions(
  fleet: Fleet,
  regions: readonly Region[],
  rules: readonly Rule[],
  scopes: readonly RuleScope[],
): (exemption: Exemption) => boolean {
  const scopeOf = new Map(rules.map(({ id, scope }) => [id, scope]));
  const isWhole = fleet.regions.every((region) => regions.includes(region));
  return ({ rule, construct }) => {
    const scope = scopeOf.get(rule);
    if (scope === undefined || !scopes.includes(scope)) return false;
    return isWhole || (scope !== "fleet" && regions.some(({ path }) => covers(path, construct)));
  };
}

function unusedFinding({ rule, construct, source }: Exemption): Diagnostic {
  return {
    code: exemptionUnused.id,
    severity: exemptionUnused.severity,
    message: `the exemption from ${rule} for ${construct} is not needed: the rule finds nothing there`,
    subjects: [construct],
    ...(source && { at: source }),
    hint: "remove it",
  };
}
