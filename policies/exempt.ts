/** Applies the fleet's exemptions to findings. */

import type { Exemption, Fleet } from "../constructs/fleet.ts";
import { covers } from "../model/construct-path.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { removeItem } from "../model/mend.ts";
import { applyBaseline, type PlaceOf } from "./baseline.ts";
import { type Evaluated, isEvaluated, unasked } from "./evaluated.ts";
import { endingDiagnostic, exemptionDiagnostic } from "./exemption-diagnostic.ts";
import type { Rule } from "./rule.ts";
import { exemptionUnused } from "./system.ts";

export interface Exempted {
  /** What counts: findings that no exemption covers, and what is wrong with the exemptions themselves. */
  readonly kept: readonly Diagnostic[];
  /** What an exemption covers, in the order it came in. */
  readonly exempted: readonly Diagnostic[];
}

/**
 * Takes out what the fleet's exemptions cover and adds what is wrong with the exemptions. An
 * exemption covers findings of its rule whose subject, the first one, is its construct or lies below
 * it; were any of the others enough, an exemption for one site would hide what concerns a hundred.
 * The only place that decides this, whatever command asks.
 *
 * @param findings not grouped yet, so that each subject can be looked at by itself
 * @param today UTC, YYYY-MM-DD; an exemption still counts on the day it expires
 * @param evaluated an exemption from what was not looked at cannot be called unused
 * @param rules all there are, so that a misspelt id is noticed
 */
export function applyExemptions(
  findings: readonly Diagnostic[],
  fleet: Fleet,
  today: string,
  evaluated: Evaluated,
  rules: readonly Rule[],
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
  const wasLookedAt = isEvaluated(fleet, rules, evaluated);
  const isUnasked = unasked(findings);
  const unused = [...inForce.values()]
    .flat()
    .filter(
      (exemption) =>
        !used.has(exemption) && !isUnasked(exemption.rule) && wasLookedAt(exemption.rule, exemption.construct),
    );
  return { kept: [...kept, ...diagnostics, ...unused.map(unusedFinding)], exempted };
}

/**
 * Findings that no exemption covers and no baseline holds, for those who have a part of the fleet alone: what is wrong
 * with exemptions and baseline others tell.
 */
export function uncovered(
  findings: readonly Diagnostic[],
  fleet: Fleet,
  today: string,
  rules: readonly Rule[],
  placeOf: PlaceOf,
): readonly Diagnostic[] {
  const exempted = new Set(applyExemptions(findings, fleet, today, { regions: [] }, rules).exempted);
  const kept = findings.filter((each) => !exempted.has(each));
  return applyBaseline(kept, fleet, rules, placeOf).kept;
}

function unusedFinding({ rule, construct, source }: Exemption): Diagnostic {
  return {
    code: exemptionUnused.id,
    severity: exemptionUnused.severity,
    message: `the exemption from ${rule} for ${construct} is not needed: the rule finds nothing there`,
    subjects: [construct],
    ...(source && { at: source }),
    ...(source && { mend: removeItem(source) }),
    hint: "remove it",
  };
}
