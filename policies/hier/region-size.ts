import { sourceAt } from "../../model/source.ts";
import { pluralize } from "../pluralize.ts";
import type { FleetRule } from "../rule.ts";

export const regionSize: FleetRule = {
  id: "FLT-HIER-004",
  scope: "fleet",
  severity: "error",
  title: "No region has more sites than its hub is sized for",
  help: "`hierarchy.maxSitesPerRegion` is what the hubs were measured with: provisioning controllers, reconcilers and the repository grow with the sites. Split the region, or raise the number once a hub of that size was tried.",
  bad: `# sites/fleet.yaml
hierarchy: { regions: 1, maxSitesPerRegion: 1 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
  - name: sz-nanshan-02
`,
  good: `# sites/fleet.yaml
hierarchy: { regions: 1, maxSitesPerRegion: 1000 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
  - name: sz-nanshan-02
`,
  check(fleet) {
    const most = fleet.spec.hierarchy.maxSitesPerRegion;
    return fleet.regions.flatMap((region) => {
      const count = region.zones.reduce((sum, zone) => sum + zone.sites.length, 0);
      if (count <= most) return [];
      return [
        {
          message: `region ${region.name} has ${pluralize(count, "site")}, expected at most ${most} as hierarchy.maxSitesPerRegion says`,
          subject: region.path,
          at: sourceAt(region.source, "name"),
          hint: "split the region, or raise hierarchy.maxSitesPerRegion after a hub of that size was tried",
        },
      ];
    });
  },
};
