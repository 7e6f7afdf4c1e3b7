import { firstNames } from "../../model/first-names.ts";
import { sourceAt } from "../../model/source.ts";
import type { ChangeRule, GoneObject, RepositoryChange } from "../rule.ts";
import { goneOfLivingSites } from "./retired-data.ts";

/** Deleted by one run from one repository without being asked for. */
const STANDING = 1;

export const retiredBudget: ChangeRule = {
  id: "FLT-GUARD-024",
  scope: "change",
  severity: "error",
  title: "A run deletes no more tenants, apps and layers than its budget",
  help: "One run may delete one retired tenant, namespace, app with volumes, layer or region from a repository, on as many clusters as it is. Half a checkout looks like many of them removed at once, and a second reviewer sees five of them easier one by one. To remove more, raise `allowDelete` in sites/fleet.yaml in the same reviewed change, and take it back afterwards.",
  bad: `# .flotilla/regions.json of the tip
guangxi: { code: "45", state: retired }
hunan: { code: "43", state: retired }
---
# sites/guangdong/region.yaml
name: guangdong
`,
  good: `# .flotilla/regions.json of the tip
guangxi: { code: "45", state: retired }
hunan: { code: "43", state: retired }
---
# sites/fleet.yaml
allowDelete: 1
---
# sites/guangdong/region.yaml
name: guangdong
`,
  check(change) {
    const { fleet, repository } = change;
    const things = [...new Set([...goneRegions(change), ...goneThings(change)])].sort();
    const budget = STANDING + (fleet.spec.allowDelete ?? 0);
    if (things.length <= budget) return [];
    return [
      {
        message: `${things.length} retired tenants, apps, layers or regions would be deleted from ${repository}, expected at most ${budget}: ${firstNames(things)}`,
        at: sourceAt(fleet.source, "allowDelete"),
        hint: `if that is meant, set allowDelete: ${things.length - STANDING} in sites/fleet.yaml in the same change`,
      },
    ];
  },
};

function goneRegions({ fleet, regions }: RepositoryChange): readonly string[] {
  const present = new Set(fleet.regions.map(({ name }) => name));
  return Object.keys(regions).flatMap((name) => (present.has(name) ? [] : [`region ${name}`]));
}

/** One thing is what one entry of the fleet made, however many objects on however many clusters that is. */
function goneThings(change: RepositoryChange): readonly string[] {
  const tenants = new Set(change.fleet.spec.tenants.map(({ name }) => name));
  const thing = ({ tenant, app, name, reconciler }: GoneObject): string => {
    if (tenant !== undefined) return tenants.has(tenant) ? name : `tenant ${tenant}`;
    return app === undefined ? `layer ${reconciler}` : `app ${app}`;
  };
  return goneOfLivingSites(change)
    .filter(({ fate, effect }) => fate === "pruned" && effect === "deletes")
    .map(thing);
}
