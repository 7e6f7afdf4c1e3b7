/** Which change reaches how many sites of which zone: changes as rows, zones as columns. */

import type { Plan } from "../../compiler/plan/plan.ts";

export interface ZoneTable {
  /** `guangdong/shenzhen`, those with the most changes first. */
  readonly zones: readonly string[];
  /** Zones that have no column. */
  readonly others: number;
  readonly rows: readonly {
    /** Id of the change. */
    readonly id: string;
    /** Sites, a number a column. */
    readonly sites: readonly number[];
    /** Sites in zones without a column. */
    readonly rest: number;
  }[];
  /** Changes that have no row. */
  readonly more: number;
}

const MAX_ROWS = 20;

/**
 * Undefined where no more than one zone changes: then its name says it.
 *
 * @param columns how many of the zones there is room for
 */
export function zoneTable({ classes }: Plan, columns: (zones: readonly string[]) => number): ZoneTable | undefined {
  const touching = classes.filter(({ zones }) => zones.length > 0);
  const totals = new Map<string, number>();
  for (const { zones } of touching)
    for (const { name, sites } of zones) totals.set(name, (totals.get(name) ?? 0) + sites);
  if (totals.size < 2) return undefined;
  const all = [...totals.keys()].sort((a, b) => (totals.get(b) ?? 0) - (totals.get(a) ?? 0) || (a < b ? -1 : 1));
  const zones = all.slice(0, Math.max(1, columns(all)));
  const rows = touching.slice(0, MAX_ROWS).map(({ id, zones: shares }) => {
    const bySite = new Map(shares.map(({ name, sites }) => [name, sites]));
    const sites = zones.map((zone) => bySite.get(zone) ?? 0);
    const whole = shares.reduce((sum, share) => sum + share.sites, 0);
    return { id, sites, rest: whole - sites.reduce((sum, each) => sum + each, 0) };
  });
  return { zones, others: all.length - zones.length, rows, more: touching.length - rows.length };
}
