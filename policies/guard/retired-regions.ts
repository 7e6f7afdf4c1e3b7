import { sourceAt } from "../../model/source.ts";
import type { ChangeRule } from "../rule.ts";

export const retiredRegions: ChangeRule = {
  id: "FLT-GUARD-022",
  scope: "change",
  severity: "error",
  title: "A region is retired before it leaves the fleet",
  help: "A region that is removed or renamed leaves its repository as it is: nobody writes it any more, and its hub and sites follow it for ever. Retire and remove its sites, give the region `state: retired` and publish; a later change removes it. To the clusters a region of another name is another repository: there is no rename. The centre's repository knows which regions there were.",
  bad: `# .flotilla/regions.json of the tip
guangxi: { code: "45", state: active }
---
# sites/guangdong/region.yaml
name: guangdong
`,
  good: `# .flotilla/regions.json of the tip
guangxi: { code: "45", state: retired }
---
# sites/guangdong/region.yaml
name: guangdong
`,
  check({ fleet, regions }) {
    const present = new Set(fleet.regions.map(({ name }) => name));
    return Object.entries(regions)
      .filter(([name, { state }]) => !present.has(name) && state !== "retired")
      .map(([name, { code }]) => {
        const renamed = fleet.regions.find((each) => each.spec.code === code && !regions[each.name]);
        return {
          message: renamed
            ? `looks like a rename of region ${name} to ${renamed.name}: its clusters follow the old repository, which nobody would write any more`
            : `region ${name} is active in the index of the centre and gone from the fleet: its clusters follow a repository that nobody would write any more`,
          subject: `${fleet.path}/${name}`,
          at: sourceAt(renamed?.source ?? fleet.source, renamed ? "name" : "hierarchy"),
          hint: renamed
            ? `keep the name ${name}`
            : `put sites/${name}/ back; retire and remove its sites, set state: retired in its region.yaml, publish, and remove it with a later change`,
        };
      });
  },
};
