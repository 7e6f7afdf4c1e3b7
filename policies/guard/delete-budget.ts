import { firstNames } from "../../model/first-names.ts";
import { sourceAt } from "../../model/source.ts";
import { pluralize } from "../pluralize.ts";
import type { ChangeRule } from "../rule.ts";
import { disappearedSites, writtenSites } from "./disappeared-sites.ts";

export const deleteBudget: ChangeRule = {
  id: "FLT-GUARD-001",
  scope: "change",
  severity: "error",
  title: "A run deletes no more sites than its budget",
  help: "One run may delete 2 % of a region's sites, at least one, from its repository. Half a checkout, an inventory that answered with nothing and a renamed folder all look like many sites removed at once; the clusters would follow. To remove more, raise `allowDelete` in sites/fleet.yaml in the same reviewed change, and take it back afterwards.",
  bad: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { state: active }
  sz-nanshan-02: { state: retired }
  sz-nanshan-03: { state: retired }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01 }]
`,
  good: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { state: active }
  sz-nanshan-02: { state: retired }
  sz-nanshan-03: { state: retired }
---
# sites/fleet.yaml
allowDelete: 1
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01 }]
`,
  check(change) {
    const { fleet } = change;
    const vanished = disappearedSites(change);
    const standing = standingBudget(writtenSites(change).length);
    const budget = standing + (fleet.spec.allowDelete ?? 0);
    if (vanished.length <= budget) return [];
    const names = firstNames(vanished.map(({ name }) => name));
    return [
      {
        message: `${pluralize(vanished.length, "site")} would be deleted from ${change.repository}, expected at most ${budget}: ${names}`,
        at: sourceAt(fleet.source, "allowDelete"),
        hint: `if that is meant, set allowDelete: ${vanished.length - standing} in sites/fleet.yaml in the same change`,
      },
    ];
  },
};

/** How many sites one run may delete of so many that are published, without anybody saying so. */
export function standingBudget(published: number): number {
  return Math.max(1, Math.floor(published / 50));
}
