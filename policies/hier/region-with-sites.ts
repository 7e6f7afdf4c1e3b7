import { sourceAt } from "../../model/source.ts";
import { pluralize } from "../pluralize.ts";
import type { FleetRule } from "../rule.ts";

export const regionWithSites: FleetRule = {
  id: "FLT-HIER-003",
  scope: "fleet",
  severity: "error",
  title: "Every region has at least one site",
  help: "The hierarchy is 1 + 31 + N with N at least one. A region without sites is mostly one whose zone files were lost or whose folder was renamed. Register a site with `state: planned` when the region is only being prepared, and give a region that is to go `state: retired`.",
  bad: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: []
`,
  good: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    state: planned
`,
  check(fleet) {
    return fleet.regions
      .filter(({ spec, zones }) => spec.state !== "retired" && zones.every((zone) => zone.sites.length === 0))
      .map((region) => ({
        message: `region ${region.name} has no sites in its ${pluralize(region.zones.length, "zone")}, expected at least one`,
        subject: region.path,
        at: sourceAt(region.source, "name"),
        hint: `add a zone file with a site below sites/${region.name}/, or set state: retired for the region`,
      }));
  },
};
