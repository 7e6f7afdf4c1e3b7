/** What the policy pack says of a place that its rules cannot look at. */

import type { LocatedDiagnostic } from "../../compiler/load/locate.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { locationOf } from "../../pipeline/report/report.ts";
import { ruleFailed } from "../../policies/system.ts";
import type { UnreadFleet } from "./fleet-of-stack.ts";

/** @param rules ids of those that are not asked */
export function unchecked(construct: string, rules: readonly string[], reason: string, hint?: string): Diagnostic {
  return {
    code: ruleFailed.id,
    severity: ruleFailed.severity,
    message: `${construct} cannot be checked: ${reason}`,
    subjects: [construct],
    ...(hint !== undefined && { hint }),
    notEvaluated: { rules, reason },
  };
}

/** Every fault of the files, each at its line; the rules are not asked before all are mended. */
export function uncheckedFleet(
  { folder, faults }: UnreadFleet,
  construct: string,
  rules: readonly string[],
): readonly LocatedDiagnostic[] {
  const next = `run flotilla check --fleet ${folder}`;
  if (faults.length === 0) return [unchecked(construct, rules, `there is no fleet in ${folder}`, next)];
  return faults.map((fault) => {
    const place = locationOf(fault);
    const reason = `${place === undefined ? "" : `${place}: `}${fault.message}`;
    return unchecked(construct, rules, reason, fault.hint ?? next);
  });
}
