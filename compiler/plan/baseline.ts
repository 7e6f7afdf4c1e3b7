/** What the baseline passes over, and by how much a change lets it grow or shrink, rule by rule. */

import type { BaselineSpec } from "../../model/baseline-file.ts";
import { changedCounts } from "../../policies/baseline-growth.ts";

export interface BaselineRow {
  /** `used`: findings of the head that it passes over, those that it grew by among them. */
  readonly state: "grown" | "shrunk" | "used";
  readonly rule: string;
  readonly findings: number;
  /** What they are about, sorted. */
  readonly constructs: readonly string[];
}

/**
 * @param used entries with as many findings as are there in the head
 * @returns in the order of states and rules
 */
export function baselineRows(
  base: readonly BaselineSpec[],
  head: readonly BaselineSpec[],
  used: readonly BaselineSpec[],
): readonly BaselineRow[] {
  const { grown, shrunk } = changedCounts(base, head);
  const states = { grown, shrunk, used } as const;
  return Object.entries(states).flatMap(([state, entries]) =>
    [...Map.groupBy(entries, ({ rule }) => rule)].sort(byRule).map(([rule, own]) => ({
      state: state as BaselineRow["state"],
      rule,
      findings: own.reduce((sum, { count }) => sum + count, 0),
      constructs: [...new Set(own.map(({ construct }) => construct))].sort(),
    })),
  );
}

function byRule([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
