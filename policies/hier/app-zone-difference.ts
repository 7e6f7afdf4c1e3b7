import type { Fleet } from "../../constructs/fleet.ts";
import type { Site } from "../../constructs/site.ts";
import { onlyNear, suggest } from "../../model/suggest.ts";
import { allSites } from "../all-sites.ts";
import { perEvaluation } from "../per-evaluation.ts";
import type { FleetRule } from "../rule.ts";
import { isWhollySeen } from "./app-reach.ts";
import { differenceElsewhere } from "./difference-elsewhere.ts";

export const appZoneDifference: FleetRule = {
  id: "FLT-HIER-011",
  scope: "fleet",
  severity: "warning",
  title: "An app differs only in zones that it selects",
  help: "A difference under `zones` for a zone without a selected site has no effect: the setting that somebody meant for that city is not there. Select the zone, or remove the difference.",
  bad: `# apps/retail/checkout.yaml
select: { regions: [guangdong] }
zones: { shenzen: { replicas: 3 } }
`,
  good: `# apps/retail/checkout.yaml
select: { regions: [guangdong] }
zones: { shenzhen: { replicas: 3 } }
`,
  check(fleet, context) {
    const sitesOf = sitesByZone(fleet, context);
    const seen = fleet.apps.filter((app) => isWhollySeen(app, context));
    return seen.flatMap((app) => {
      const nearZone = (zone: string) =>
        onlyNear(
          zone,
          [...sitesOf]
            .filter(([name, sites]) => !app.spec.zones[name] && sites.some((site) => app.selects(site)))
            .map(([name]) => name),
        );
      // That it selects nothing at all is told by FLT-HIER-010; only names that do not exist are a slip of their own.
      const selectsNothing =
        Object.keys(app.spec.zones).length > 0 && !allSites(fleet, context).some((site) => app.selects(site));
      return Object.keys(app.spec.zones)
        .filter(
          (zone) => !sitesOf.get(zone)?.some((site) => app.selects(site)) && !(selectsNothing && sitesOf.has(zone)),
        )
        .map((zone) => {
          const exists = sitesOf.has(zone);
          const [close, meant] = exists ? [] : [suggest(zone, [...sitesOf.keys()]), nearZone(zone)];
          return differenceElsewhere(app, { kind: "zone", name: zone, exists, close, meant });
        });
    });
  },
};

const sitesByZone = perEvaluation((fleet: Fleet): ReadonlyMap<string, readonly Site[]> => {
  const sites = new Map<string, readonly Site[]>();
  for (const region of fleet.regions) {
    for (const zone of region.zones) sites.set(zone.name, [...(sites.get(zone.name) ?? []), ...zone.sites]);
  }
  return sites;
});
