import type { App } from "../../constructs/app.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import { sourceAt } from "../../model/source.ts";
import { perEvaluation } from "../per-evaluation.ts";
import type { FleetRule, Violation } from "../rule.ts";

export const appZoneMeaning: FleetRule = {
  id: "FLT-HIER-007",
  scope: "fleet",
  severity: "warning",
  title: "A zone that an app names means one zone",
  help: "Zone names are unique inside a region alone: there is a Suzhou in Jiangsu and one in Anhui. An app that names such a zone, in its selector or in its differences, means both. Narrow it with `select.regions`, or make it two apps.",
  bad: `# sites/guangdong/suzhou.yaml
zone: suzhou
sites: [{ name: gd-sz-01 }]
---
# sites/hunan/suzhou.yaml
zone: suzhou
sites: [{ name: hn-sz-01 }]
---
# apps/retail/checkout.yaml
zones: { suzhou: { replicas: 3 } }
`,
  good: `# sites/guangdong/suzhou.yaml
zone: suzhou
sites: [{ name: gd-sz-01 }]
---
# sites/hunan/suzhou.yaml
zone: suzhou
sites: [{ name: hn-sz-01 }]
---
# apps/retail/checkout.yaml
select: { regions: [hunan] }
zones: { suzhou: { replicas: 3 } }
`,
  check(fleet, context) {
    const regionsOf = regionsByZone(fleet, context);
    return fleet.apps.flatMap((app) => {
      const ambiguous = (zone: string, ...steps: readonly (string | number)[]) =>
        violation(
          app,
          zone,
          regionsOf.get(zone)?.filter((region) => app.spec.select.regions?.includes(region) ?? true) ?? [],
          steps,
        );
      return [
        ...(app.spec.select.zones ?? []).flatMap((zone, index) => ambiguous(zone, "select", "zones", index)),
        ...Object.keys(app.spec.zones).flatMap((zone) => ambiguous(zone, "zones", zone)),
      ];
    });
  },
};

const regionsByZone = perEvaluation((fleet: Fleet): ReadonlyMap<string, readonly string[]> => {
  const regions = new Map<string, string[]>();
  for (const region of fleet.regions) {
    for (const { name } of region.zones) {
      const known = regions.get(name);
      if (known) known.push(region.name);
      else regions.set(name, [region.name]);
    }
  }
  return regions;
});

function violation(
  app: App,
  zone: string,
  regions: readonly string[],
  steps: readonly (string | number)[],
): readonly Violation[] {
  if (regions.length < 2) return [];
  return [
    {
      message: `zone ${zone} is there in ${regions.join(" and in ")}, expected one that the app can mean`,
      subject: app.path,
      at: sourceAt(app.source, ...steps),
      hint: `add select.regions, such as [${regions[0]}]`,
    },
  ];
}
