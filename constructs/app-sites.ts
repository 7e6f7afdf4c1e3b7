/** The sites that an app is put at. */

import type { App } from "../constructs/app.ts";
import type { Site } from "../constructs/site.ts";

/** Sites that run workloads and that the app selects, in the order of regions, zones and names. */
export function appSites(app: App): readonly Site[] {
  const sites = app.fleet.regions.flatMap((region) => region.sites);
  return sites.filter((site) => isPutAt(app, site));
}

/** Whether the site runs workloads and the app selects it. */
export function isPutAt(app: App, site: Site): boolean {
  return site.isEmitted && site.spec.state !== "retired" && app.selects(site);
}
