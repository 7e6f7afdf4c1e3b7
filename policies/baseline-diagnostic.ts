/** Says what is wrong with an entry of the baseline. */

import type { BaselineEntry } from "../constructs/fleet.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { removeItem, writeValue } from "../model/mend.ts";
import { sourceAt } from "../model/source.ts";
import { suggest } from "../model/suggest.ts";
import type { Rule, RuleText } from "./rule.ts";
import { baselineStale, baselineWrong } from "./system.ts";

/** What keeps an entry from holding anything, or nothing. @param isTwice another one before it is about the same */
export function baselineDiagnostic(
  entry: BaselineEntry,
  rules: readonly Rule[],
  isTwice: boolean,
): Diagnostic | undefined {
  const rule = rules.find(({ id }) => id === entry.rule);
  if (!rule) {
    const close = suggest(
      entry.rule,
      rules.map(({ id }) => id),
    );
    const hint = close ? `did you mean ${close}?` : "remove the entry";
    return diagnostic(baselineWrong, entry, `no rule ${entry.rule} that a baseline could hold findings of`, hint);
  }
  if (rule.scope === "change" || rule.baseline === "never") {
    const message = `findings of ${rule.id} cannot stand in a baseline: ${rule.title}`;
    return diagnostic(baselineWrong, entry, message, "remove the entry and mend what the rule finds");
  }
  if (!isTwice) return undefined;
  const message = `${about(entry)} stands in the baseline twice, expected one entry with the count of both`;
  return diagnostic(baselineWrong, entry, message, "flotilla check --baseline shrink writes it anew");
}

/** @param left how many of its findings are still there */
export function staleDiagnostic(entry: BaselineEntry, left: number): Diagnostic {
  const message = `the baseline holds ${entry.count} of ${about(entry)}, found ${left === 0 ? "none" : left}`;
  const { source } = entry;
  const mend = left === 0 ? source && removeItem(source) : writeValue(sourceAt(source, "count"), left);
  const found = diagnostic(baselineStale, entry, message, "flotilla check --baseline shrink takes it out");
  return { ...found, ...(mend && { mend }) };
}

function about({ rule, construct, place }: BaselineEntry): string {
  return `${rule} for ${construct}${place === undefined ? "" : ` at ${place}`}`;
}

function diagnostic(rule: RuleText, { construct, source }: BaselineEntry, message: string, hint: string): Diagnostic {
  const at = sourceAt(source);
  return { code: rule.id, severity: rule.severity, message, subjects: [construct], ...(at && { at }), hint };
}
