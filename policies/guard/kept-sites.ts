/** The deployed sites that are there before and after a change. */

import type { Site } from "../../constructs/site.ts";
import type { InventorySite } from "../../model/inventory.ts";
import type { SiteState } from "../../model/zone-file.ts";
import type { RepositoryChange } from "../rule.ts";

/** A site that is there before and after a change. */
export interface KeptSite {
  readonly name: string;
  readonly before: InventorySite;
  readonly after: InventorySite;
  readonly site: Site;
}

/** Whether something of the site runs that a change could hurt. */
export function isDeployed(state: SiteState): boolean {
  return state !== "planned" && state !== "retired";
}

/** Deployed sites of the tip that the new content has too. */
export function keptSites({
  before,
  after,
  fleet,
  repository,
}: Pick<RepositoryChange, "before" | "after" | "fleet" | "repository">): readonly KeptSite[] {
  const region = fleet.regions.find(({ name }) => name === repository);
  const known = before?.sites;
  if (!region || !known) return [];
  return region.sites.flatMap((site) => {
    const [old, now] = [known[site.name], after.sites[site.name]];
    return old && now && isDeployed(old.state) ? [{ name: site.name, before: old, after: now, site }] : [];
  });
}
