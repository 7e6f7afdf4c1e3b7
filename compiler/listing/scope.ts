/** Which sites and profiles a listing is about. */

import type { Fleet } from "../../constructs/fleet.ts";
import type { Site } from "../../constructs/site.ts";
import { didYouMean } from "../../model/suggest.ts";
import type { Selection } from "../load/load-fleet.ts";

/** Which sites and profiles are asked for; all by default. */
export interface ListScope {
  /** `name` or `name@version`. */
  readonly profile?: string | undefined;
  readonly site?: string | undefined;
}

/** Whether a pinned profile, `name@version`, is the one that is asked for. */
export function isProfile(reference: string, { profile }: ListScope): boolean {
  return profile === undefined || reference === profile || reference.startsWith(`${profile}@`);
}

/** The sites of the regions under work that are asked for. */
export function sitesIn({ regions }: Selection, scope: ListScope): readonly Site[] {
  return regions
    .flatMap(({ sites }) => sites)
    .filter((site) => isProfile(site.reference, scope) && (scope.site === undefined || site.name === scope.site));
}

/** Why nothing can be listed: a name that is not there. */
export function scopeFault({ regions, catalogue }: Fleet, scope: ListScope): string | undefined {
  const sites = regions.flatMap((region) => region.sites.map(({ name }) => name));
  if (scope.site !== undefined && !sites.includes(scope.site)) return expected("--site", scope.site, sites, "a site");
  const profiles = [catalogue.sites, catalogue.hubs, catalogue.centres].flatMap((each) => [...each.keys()]);
  if (profiles.some((each) => isProfile(each, scope))) return undefined;
  return expected("--profile", scope.profile ?? "", profiles, "a profile");
}

function expected(option: string, found: string, names: readonly string[], what: string): string {
  return `found ${option} ${found}, expected the name of ${what}${didYouMean(found, names)}`;
}
