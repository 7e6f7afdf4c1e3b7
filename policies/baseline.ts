/** Passes over the findings that were there when the rules came, and over no others. */

import type { BaselineEntry, Fleet } from "../constructs/fleet.ts";
import type { BaselineSpec } from "../model/baseline-file.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { baselineDiagnostic, staleDiagnostic } from "./baseline-diagnostic.ts";
import { type Evaluated, isEvaluated, unasked } from "./evaluated.ts";
import type { Rule } from "./rule.ts";

/** What of its construct a finding is about, by names that stay when lines move; undefined: nothing narrower than it. */
export type PlaceOf = (finding: Diagnostic) => string | undefined;

export interface Baselined {
  /** What counts. */
  readonly kept: readonly Diagnostic[];
  /** What the baseline holds, in the order it came in. */
  readonly held: readonly Diagnostic[];
}

/** The same with what a new baseline would be. */
export interface JudgedBaseline extends Baselined {
  readonly next: NextBaseline;
}

export interface NextBaseline {
  /** What is left of the entries, with as many findings as are still there. */
  readonly shrunk: readonly BaselineSpec[];
  /** Every finding of today that may stand in one, beside entries that this run could not look at. */
  readonly grown: readonly BaselineSpec[];
}

/** Rules whose findings may stand in a baseline: not those on changes, and not those that say so. */
export function mayStandInBaseline({ scope, baseline }: Pick<Rule, "scope" | "baseline">): boolean {
  return scope !== "change" && baseline !== "never";
}

/**
 * Takes out what the fleet's baseline holds: findings of its rule, whose first subject is its construct, at its place.
 * Where more are found there than it holds none of them passes, since nobody can tell which one is new.
 *
 * @param findings not grouped yet, without what exemptions cover
 */
export function applyBaseline(
  findings: readonly Diagnostic[],
  fleet: Fleet,
  rules: readonly Rule[],
  placeOf: PlaceOf,
): Baselined {
  const held = inForce(fleet.baseline, rules);
  if (held.size === 0) return { kept: findings, held: [] };
  const ids = new Set([...held.values()].map(({ rule }) => rule));
  const keyed = findings.map((finding) => ({
    finding,
    key: ids.has(finding.code) ? keyOf(entryOf(finding, placeOf)) : undefined,
  }));
  const found = new Map<string | undefined, number>();
  for (const { key } of keyed) found.set(key, (found.get(key) ?? 0) + 1);
  const judged = keyed.map(({ finding, key }) => {
    const [most, count] = [held.get(key ?? "")?.count ?? 0, found.get(key) ?? 0];
    return { finding, count, most, isHeld: count <= most };
  });
  return {
    kept: judged.filter(({ isHeld }) => !isHeld).map(({ finding, count, most }) => withCounts(finding, count, most)),
    held: judged.filter(({ isHeld }) => isHeld).map(({ finding }) => finding),
  };
}

/** Says why a place that the baseline names does not pass. */
function withCounts(finding: Diagnostic, count: number, most: number): Diagnostic {
  if (most === 0) return finding;
  const more = `the baseline holds ${most} here and ${count} are found, so none of them passes`;
  return { ...finding, hint: finding.hint ? `${finding.hint}; ${more}` : more };
}

/** `applyBaseline` with what is wrong with the baseline itself, and what a new one would hold. */
export function judgeBaseline(
  findings: readonly Diagnostic[],
  fleet: Fleet,
  rules: readonly Rule[],
  placeOf: PlaceOf,
  evaluated: Evaluated,
): JudgedBaseline {
  const { kept, held } = applyBaseline(findings, fleet, rules, placeOf);
  const valid = inForce(fleet.baseline, rules);
  const allowed = new Set(rules.filter(mayStandInBaseline).map(({ id }) => id));
  const today = entryCounts(
    findings.filter(({ code }) => allowed.has(code)),
    placeOf,
  );
  const found = new Map(today.map((each) => [keyOf(each), each.count]));
  const wasLookedAt = isEvaluated(fleet, rules, evaluated);
  const isUnasked = unasked(findings);
  const left = ([key, { rule, construct, count }]: readonly [string, BaselineEntry]) =>
    !isUnasked(rule) && wasLookedAt(rule, construct) ? Math.min(count, found.get(key) ?? 0) : count;
  const entries = [...valid].map((each) => ({ key: each[0], entry: each[1], left: left(each) }));
  const stale = entries.filter((each) => each.left < each.entry.count);
  const seen = new Set<string>();
  const wrong = fleet.baseline.flatMap((entry) => {
    const key = keyOf(entry);
    const isTwice = seen.has(key);
    seen.add(key);
    return baselineDiagnostic(entry, rules, isTwice) ?? [];
  });
  const shrunk = entries.flatMap((each) => (each.left > 0 ? [specOf(each.entry, each.left)] : []));
  return {
    kept: [...kept, ...wrong, ...stale.map((each) => staleDiagnostic(each.entry, each.left))],
    held,
    next: {
      shrunk: sorted(shrunk),
      grown: sorted([...today, ...shrunk.filter((each) => !found.has(keyOf(each)))]),
    },
  };
}

/** Entries that hold something, by what they are about. */
function inForce(entries: readonly BaselineEntry[], rules: readonly Rule[]): ReadonlyMap<string, BaselineEntry> {
  const held = new Map<string, BaselineEntry>();
  for (const entry of entries) {
    const key = keyOf(entry);
    if (!held.has(key) && !baselineDiagnostic(entry, rules, false)) held.set(key, entry);
  }
  return held;
}

function entryOf(finding: Diagnostic, placeOf: PlaceOf): Omit<BaselineSpec, "count"> {
  const place = placeOf(finding);
  return { rule: finding.code, construct: finding.subjects[0] ?? "", ...(place !== undefined && { place }) };
}

/** Findings put together by what they are about. */
function entryCounts(findings: readonly Diagnostic[], placeOf: PlaceOf): readonly BaselineSpec[] {
  const byKey = Map.groupBy(
    findings.map((each) => entryOf(each, placeOf)),
    keyOf,
  );
  return [...byKey.values()].flatMap(([first, ...others]) => (first ? [{ ...first, count: 1 + others.length }] : []));
}

function specOf({ rule, construct, place }: BaselineSpec, count: number): BaselineSpec {
  return { rule, construct, ...(place !== undefined && { place }), count };
}

/** What an entry is about. */
export function keyOf({ rule, construct, place = "" }: Omit<BaselineSpec, "count">): string {
  return JSON.stringify([rule, construct, place]);
}

function sorted(entries: readonly BaselineSpec[]): readonly BaselineSpec[] {
  const keyed = entries.map((entry) => ({ entry, key: keyOf(entry) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ entry }) => entry);
}
