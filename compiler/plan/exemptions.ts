/** Exemptions that a change brings, lengthens or begins to use, and those that end soon. */

import type { Exemption, Fleet } from "../../constructs/fleet.ts";
import type { Region } from "../../constructs/region.ts";
import { covers } from "../../model/construct-path.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { endingDiagnostic } from "../../policies/exemption-diagnostic.ts";

/** `used`: it stood there and covered nothing, and now it does. */
type ExemptionState = "added" | "extended" | "used" | "ending" | "removed";

export interface ExemptionRow
  extends Pick<Exemption, "rule" | "construct" | "reason" | "owner" | "ticket" | "granted" | "expires"> {
  readonly state: ExemptionState;
  /** Findings that it covers, in the head; of a removed one in the base. */
  readonly findings: number;
}

interface Version {
  readonly fleet: Fleet;
  /** What exemptions cover. */
  readonly exempted: readonly Pick<Diagnostic, "code" | "subjects">[];
}

/**
 * @param today UTC, YYYY-MM-DD
 * @param regions those that were looked at: how many findings an exemption of another one covers is not known, and `check` says when it ends
 */
export function exemptionRows(
  base: Version,
  head: Version,
  today: string,
  regions: readonly Region[] = head.fleet.regions,
): readonly ExemptionRow[] {
  const others = head.fleet.regions.filter((region) => !regions.includes(region));
  const isLookedAt = ({ construct }: Exemption) => !others.some(({ path }) => covers(path, construct));
  const before = new Map(base.fleet.exemptions.map((each) => [keyOf(each), each]));
  const now = new Set(head.fleet.exemptions.map(keyOf));
  const row = (exemption: Exemption, state: ExemptionState, version: Version): ExemptionRow => {
    const { rule, construct, reason, owner, ticket, granted, expires } = exemption;
    return { state, rule, construct, reason, owner, ticket, granted, expires, findings: count(exemption, version) };
  };
  return [
    ...head.fleet.exemptions.flatMap((exemption) => {
      const old = before.get(keyOf(exemption));
      const isUsed = count(exemption, head) > 0 && count(exemption, base) === 0;
      const states: readonly (ExemptionState | false)[] = [
        old === undefined && "added",
        old !== undefined && exemption.expires > old.expires && "extended",
        old !== undefined && isUsed && "used",
        isLookedAt(exemption) && endingDiagnostic(exemption, today) !== undefined && "ending",
      ];
      return states.filter((state) => state !== false).map((state) => row(exemption, state, head));
    }),
    ...base.fleet.exemptions.filter((each) => !now.has(keyOf(each))).map((each) => row(each, "removed", base)),
  ];
}

const keyOf = ({ rule, construct }: Exemption): string => `${rule} ${construct}`;

function count({ rule, construct }: Exemption, { exempted }: Version): number {
  const subjects = exempted.filter(({ code }) => code === rule).flatMap((each) => each.subjects);
  return subjects.filter((subject) => covers(construct, subject)).length;
}
