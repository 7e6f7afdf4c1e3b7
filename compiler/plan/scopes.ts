/** How many sites come, go, move and change, by whatever names them. */

import type { Scope } from "./plan.ts";
import type { PlanSite } from "./plan-sites.ts";

type SiteState = "added" | "changed" | "removed" | "moved" | "same";

export interface CountedSite {
  readonly site: PlanSite;
  readonly state: SiteState;
}

/**
 * Every site once, by its construct path after the change, or before it when it is gone.
 *
 * @param touched paths of units with a changed object
 * @param moved path before by path after
 */
export function countedSites(
  before: readonly PlanSite[],
  after: readonly PlanSite[],
  touched: ReadonlySet<string>,
  moved: ReadonlyMap<string, string>,
): readonly CountedSite[] {
  const old = new Map(before.map((site) => [site.path, site]));
  const now = new Set(after.map(({ path }) => path));
  const left = new Set(moved.values());
  const stateOf = ({ path, isWritten }: PlanSite): SiteState => {
    if (moved.has(path)) return "moved";
    const was = old.get(path)?.isWritten === true;
    if (isWritten && !was) return "added";
    if (was && !isWritten) return "removed";
    return touched.has(path) ? "changed" : "same";
  };
  const gone = before.filter(({ path, isWritten }) => isWritten && !now.has(path) && !left.has(path));
  return [
    ...after.map((site) => ({ site, state: stateOf(site) })),
    ...gone.map((site) => ({ site, state: "removed" as const })),
  ];
}

export function scopeOf(name: string, sites: readonly CountedSite[]): Scope {
  const count = (state: SiteState) => sites.filter((each) => each.state === state).length;
  return {
    name,
    total: sites.length - count("removed"),
    added: count("added"),
    changed: count("changed"),
    removed: count("removed"),
    moved: count("moved"),
  };
}

/** In the order of the names. */
export function scopesBy(sites: readonly CountedSite[], nameOf: (site: PlanSite) => string): readonly Scope[] {
  return [...Map.groupBy(sites, ({ site }) => nameOf(site))]
    .map(([name, own]) => scopeOf(name, own))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Of clusters that are always there, such as hubs. */
export function scopeOfClusters(
  name: string,
  before: readonly string[],
  after: readonly string[],
  touched: ReadonlySet<string>,
): Scope {
  const [old, now] = [new Set(before), new Set(after)];
  return {
    name,
    total: after.length,
    added: after.filter((path) => !old.has(path)).length,
    changed: after.filter((path) => old.has(path) && touched.has(path)).length,
    removed: before.filter((path) => !now.has(path)).length,
    moved: 0,
  };
}
