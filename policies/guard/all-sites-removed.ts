import { sourceAt } from "../../model/source.ts";
import type { ChangeRule } from "../rule.ts";
import { disappearedSites, writtenSites } from "./disappeared-sites.ts";

export const allSitesRemoved: ChangeRule = {
  id: "FLT-GUARD-005",
  scope: "change",
  severity: "error",
  title: "No region loses all of its sites at once",
  help: "All sites of the repository's tip are gone from the fleet. Whatever the budget says, that is a lost folder far more often than a closed province. Retire the sites and remove them in steps, the last ones in the change that gives the region `state: retired`.",
  bad: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-07: { state: retired }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01 }]
`,
  good: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { state: active }
  sz-nanshan-07: { state: retired }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01 }]
`,
  check(change) {
    const count = writtenSites(change).length;
    if (count === 0 || disappearedSites(change).length < count) return [];
    const region = change.fleet.regions.find(({ name }) => name === change.repository);
    if (region?.spec.state === "retired") return [];
    return [
      {
        message: `${change.repository} would lose all of its sites, ${count} in number`,
        at: sourceAt(region?.source, "name"),
        hint: "check that all zone files are there; retire the sites and remove them in steps, the last ones with state: retired of the region",
      },
    ];
  },
};
