import { sourceAt } from "../../model/source.ts";
import { allSites } from "../all-sites.ts";
import { duplicates } from "../duplicates.ts";
import type { FleetRule } from "../rule.ts";

export const siteNames: FleetRule = {
  id: "FLT-HIER-006",
  scope: "fleet",
  severity: "error",
  baseline: "never",
  title: "A site name is used once in the fleet",
  help: "The name identifies the site in metrics, tickets, the centre's index and on the hub. Two sites of one name in different zones overwrite each other there.",
  bad: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: nanshan-01 }]
---
# sites/hunan/changsha.yaml
zone: changsha
sites: [{ name: nanshan-01 }]
`,
  good: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01 }]
---
# sites/hunan/changsha.yaml
zone: changsha
sites: [{ name: cs-nanshan-01 }]
`,
  check(fleet, context) {
    return duplicates(allSites(fleet, context), (site) => site.name).map(({ item, first }) => ({
      message: `site ${item.name} is there twice: as ${first.path} and as ${item.path}, expected a name that is unique in the fleet`,
      subject: item.path,
      others: [first.path],
      at: sourceAt(item.source, "name"),
      hint: "rename the newer one; put the city's letters in front of it",
    }));
  },
};
