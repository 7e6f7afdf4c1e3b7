import { within } from "../../model/source.ts";
import { pluralize } from "../pluralize.ts";
import type { FleetRule } from "../rule.ts";

export const regionCount: FleetRule = {
  id: "FLT-HIER-001",
  scope: "fleet",
  severity: "error",
  title: "The fleet has as many regions as its hierarchy says",
  help: "A region that got lost on the way, for example with a file that was not checked out, looks exactly like a region that was removed on purpose. The number in `hierarchy.regions` tells them apart: change it in the same commit that adds or removes a region.",
  bad: `# sites/fleet.yaml
hierarchy: { regions: 31, maxSitesPerRegion: 1000 }
---
# sites/guangdong/region.yaml
name: guangdong
`,
  good: `# sites/fleet.yaml
hierarchy: { regions: 1, maxSitesPerRegion: 1000 }
---
# sites/guangdong/region.yaml
name: guangdong
`,
  check(fleet) {
    const expected = fleet.spec.hierarchy.regions;
    const found = fleet.regions.length;
    if (found === expected) return [];
    return [
      {
        message: `found ${pluralize(found, "region")}, expected ${expected} as hierarchy.regions says`,
        at: fleet.source && within(fleet.source, "hierarchy", "regions"),
        hint:
          found < expected
            ? "find the missing sites/<region>/region.yaml, or lower hierarchy.regions in the same change that removes a region"
            : "raise hierarchy.regions in the same change that adds a region",
      },
    ];
  },
};
