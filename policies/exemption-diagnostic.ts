/** Says what keeps an exemption from having any effect. */

import type { Exemption } from "../constructs/fleet.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { removeItem } from "../model/mend.ts";
import { sourceAt } from "../model/source.ts";
import { suggest } from "../model/suggest.ts";
import type { Rule, RuleText } from "./rule.ts";
import {
  exemptionEarly,
  exemptionEnding,
  exemptionExpired,
  exemptionTooLong,
  exemptionUnknown,
  exemptionWide,
  systemRules,
} from "./system.ts";

/** The longest time for which an exemption is granted, in days. */
const longest = 180;
const day = 24 * 60 * 60 * 1000;

/** What keeps an exemption from having any effect, or nothing when it is in force today. */
export function exemptionDiagnostic(
  exemption: Exemption,
  today: string,
  rules: readonly Rule[],
): Diagnostic | undefined {
  const { rule, granted, expires } = exemption;
  const ids = rules.map(({ id }) => id);
  if (!ids.includes(rule)) {
    const isSystem = systemRules.some(({ id }) => id === rule);
    const close = suggest(rule, ids);
    return diagnostic(
      exemptionUnknown,
      exemption,
      "rule",
      isSystem ? `${rule} cannot be exempted: it reports on the checking itself` : `no rule ${rule} to exempt from`,
      isSystem ? "remove the exemption and fix what it reports" : close && `did you mean ${close}?`,
    );
  }
  // Dates alone, read as UTC by Date.parse (ECMA-262, date-only forms).
  const term = (Date.parse(expires) - Date.parse(granted)) / day;
  if (term > longest || term < 0) {
    const message =
      term < 0
        ? `the exemption from ${rule} expires on ${expires}, before it was granted on ${granted}`
        : `the exemption from ${rule} lasts ${term} days, expected at most ${longest}`;
    return diagnostic(
      exemptionTooLong,
      exemption,
      "expires",
      message,
      `expires: ${dateAfter(granted, longest)} is the latest`,
    );
  }
  const broad = breadthProblem(exemption, rules);
  if (broad) return broad;
  if (granted > today) {
    const message = `the exemption from ${rule} was granted on ${granted}, which has not come; today is ${today} in UTC`;
    return diagnostic(
      exemptionEarly,
      exemption,
      "granted",
      message,
      "it counts from that day on; until then the rule does",
    );
  }
  if (today > expires) {
    const message = `the exemption from ${rule} for ${exemption.construct} expired on ${expires}; today is ${today} in UTC`;
    const found = diagnostic(
      exemptionExpired,
      exemption,
      "expires",
      message,
      "remove it, or agree on a new one with a new ticket",
    );
    return { ...found, ...(exemption.source && { mend: removeItem(exemption.source) }) };
  }
  return undefined;
}

/** Parts of a construct path: the fleet alone, a region, and what lies in one. */
const depths = { region: 2, site: 3 } as const;

function breadthProblem(exemption: Exemption, rules: readonly Rule[]): Diagnostic | undefined {
  const own = rules.find(({ id }) => id === exemption.rule);
  const depth = exemption.construct.split("/").length;
  const what = `the exemption from ${exemption.rule} for ${exemption.construct}`;
  if (own?.widest !== undefined && depth < depths[own.widest]) {
    const message = `${what} is wider than the rule allows, expected one ${own.widest} or less`;
    return diagnostic(exemptionWide, exemption, "construct", message, "agree on each one by itself");
  }
  // Findings about the fleet as a whole have no narrower construct.
  if (depth > 1 || own?.scope === "fleet" || exemption.breadth === "fleet") return undefined;
  const message = `${what} covers the whole fleet without saying so`;
  return diagnostic(exemptionWide, exemption, "construct", message, "name a region or a site, or add breadth: fleet");
}

/** Days before its end from which an exemption in force is told about. */
const notice = 14;

/** Tells of an exemption in force that ends soon; a finding that comes back overnight surprises nobody then. */
export function endingDiagnostic(exemption: Exemption, today: string): Diagnostic | undefined {
  const left = (Date.parse(exemption.expires) - Date.parse(today)) / day;
  if (left > notice) return undefined;
  const message = `the exemption from ${exemption.rule} for ${exemption.construct} ends on ${exemption.expires}, in ${left} ${left === 1 ? "day" : "days"}`;
  return diagnostic(
    exemptionEnding,
    exemption,
    "expires",
    message,
    "mend the cause, or agree on a new one with a new ticket",
  );
}

function diagnostic(
  rule: RuleText,
  { construct, source }: Exemption,
  key: string,
  message: string,
  hint: string | undefined,
): Diagnostic {
  const at = sourceAt(source, key);
  return {
    code: rule.id,
    severity: rule.severity,
    message,
    subjects: [construct],
    ...(at && { at }),
    ...(hint && { hint }),
  };
}

function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * day).toISOString().slice(0, 10);
}
