/** Which ring gets a change when, and what it has to fetch for it. */

import { paceOf } from "../../engines/delivery/pace.ts";
import type { Link } from "../../model/site-network-file.ts";
import type { PlanRollout, PlanUnitRow } from "./plan.ts";
import { sharesOf } from "./plan-classes.ts";
import type { PlanSite } from "./plan-sites.ts";

/** In the order of the names of the rings: nothing makes one wait for another. */
export function rolloutOf(
  clusters: readonly PlanUnitRow[],
  sites: ReadonlyMap<string, PlanSite>,
): readonly PlanRollout[] {
  const changed = clusters.flatMap(({ construct, bytes, state }) => {
    const site = sites.get(construct);
    return site && state !== "removed" ? [{ site, bytes }] : [];
  });
  return [...Map.groupBy(changed, ({ site }) => site.ring)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([ring, own]) => ({
      ring,
      sites: own.length,
      timezones: sharesOf(own, ({ site }) => site.timezone),
      links: sharesOf(own, ({ site }) => site.link).map(({ name, sites: count }) => ({
        name,
        sites: count,
        bytes: own.reduce((sum, { site, bytes }) => (site.link === name ? sum + bytes : sum), 0),
        within: withinOf(name),
      })),
    }));
}

/** `5 to 10 minutes`: how long after a publish a site looks. @param link or `unknown` */
function withinOf(link: string): string {
  if (link === "unknown") return link;
  const { look } = paceOf({ link: link as Link });
  return `${look[0]} to ${look[0] + look[1]} minutes`;
}
