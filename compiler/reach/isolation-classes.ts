/** Sites whose apps may say the same to each other. */

import type { SiteIsolation } from "./site-isolation.ts";

export interface IsolationClass extends SiteIsolation {
  /** Construct paths of the sites that have it, in the order of the fleet. */
  readonly sites: readonly string[];
}

/** What sites differ in is where a region or zone is told something else, so there are few: those of most sites first. */
export function isolationClasses(
  rows: readonly (SiteIsolation & { readonly site: string })[],
): readonly IsolationClass[] {
  const groups = Map.groupBy(rows, ({ site: _, ...isolation }) => JSON.stringify(isolation));
  const classes = [...groups.values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const { site: _, ...isolation } = first;
    return [{ ...isolation, sites: own.map(({ site }) => site) }];
  });
  return classes.sort((a, b) => b.sites.length - a.sites.length);
}
