/** The sites that an app is put at. */

import type { App } from "./app.ts";
import type { Site } from "./site.ts";

/** Sites that run workloads and that the app selects, in the order of regions, zones and names. */
export function appSites(app: App): readonly Site[] {
  const sites = app.fleet.regions.flatMap((region) => region.sites);
  return sites.filter((site) => isPutAt(app, site));
}

/** Whether the site runs workloads and the app selects it. */
export function isPutAt(app: App, site: Site): boolean {
  return runsWorkloads(site) && app.selects(site);
}

/** Neither a site that is still planned nor one that is given up does. */
export function runsWorkloads({ isEmitted, spec }: Site): boolean {
  return isEmitted && spec.state !== "retired";
}
