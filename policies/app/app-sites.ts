/** The sites that an app selects, each with what the app is in its zone. */

import type { App, AppInZone } from "../../constructs/app.ts";
import type { Site } from "../../constructs/site.ts";
import { type Source, sourceAt } from "../../model/source.ts";

/** An app at one site. */
export interface AppAtSite {
  readonly app: App;
  readonly site: Site;
  readonly own: AppInZone;
}

export function appSites(app: App): readonly AppAtSite[] {
  return app.fleet.regions.flatMap((region) =>
    region.zones.flatMap((zone) => {
      const sites = zone.sites.filter((site) => app.selects(site));
      if (sites.length === 0) return [];
      const own = app.inZone(zone);
      return sites.map((site) => ({ app, site, own }));
    }),
  );
}

/** Where the file says the field: in the difference of the zone or of the region, if it is there. */
export function fieldSource({ app, site }: AppAtSite, field: "expose" | "egress" | "secrets"): Source | undefined {
  const difference = app.differencesIn(site.zone).findLast(({ part }) => part[field] !== undefined);
  return sourceAt(app.source, ...(difference?.steps ?? []), field);
}
