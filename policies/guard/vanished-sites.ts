import type { InventorySite } from "../../model/inventory.ts";
import type { RepositoryChange } from "../rule.ts";

/** A site that the tip of the repository has and the new content does not. */
export interface VanishedSite extends InventorySite {
  readonly name: string;
  /** Construct path that it had. */
  readonly path: string;
}

export function vanishedSites({ before, after, construct }: RepositoryChange): readonly VanishedSite[] {
  return Object.entries(before?.sites ?? {})
    .filter(([name]) => after.sites[name] === undefined)
    .map(([name, site]) => ({ ...site, name, path: `${construct}/${site.zone}/${name}` }));
}
