import { firstNames } from "../../model/first-names.ts";
import { sourceAt } from "../../model/source.ts";
import { pluralize } from "../pluralize.ts";
import type { FleetRule } from "../rule.ts";

export const retiredRegionSites: FleetRule = {
  id: "FLT-GUARD-023",
  scope: "fleet",
  severity: "error",
  baseline: "never",
  title: "A retired region has no sites left",
  help: "`state: retired` says that a region may leave the fleet by the next change. What is left of it then is never deleted by anybody: a site would go on following a repository that nobody writes. Retire its sites, publish, and remove them; the last ones may go in the change that retires the region.",
  bad: `# sites/guangdong/region.yaml
name: guangdong
state: retired
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01 }]
`,
  good: `# sites/guangdong/region.yaml
name: guangdong
state: retired
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: []
`,
  check(fleet) {
    return fleet.regions
      .filter(({ spec, sites }) => spec.state === "retired" && sites.length > 0)
      .map(({ name, path, sites, source }) => ({
        message: `region ${name} is retired and still has ${pluralize(sites.length, "site")}, expected none: ${firstNames(sites.map((site) => site.name))}`,
        subject: path,
        at: sourceAt(source, "state"),
        hint: "set state: retired for its sites, publish, and remove them before, or together with, the change that retires the region",
      }));
  },
};
