import type { Site } from "../../constructs/site.ts";
import { sourceAt } from "../../model/source.ts";
import type { ChangeRule } from "../rule.ts";
import { disappearedSites } from "./disappeared-sites.ts";
import { isDeployed, keptSites } from "./kept-sites.ts";

export const noMove: ChangeRule = {
  id: "FLT-GUARD-004",
  scope: "change",
  severity: "error",
  title: "A site stays in its zone and region",
  help: "The site pulls its configuration from a folder named after its zone in its region's repository, and its region's hub holds its machines. Moved in one step, the folder it reads vanishes under it: its agent stops at the last state, and the old hub deletes what the new one makes. Retire the site and add it again, or move its agent by hand and exempt it.",
  bad: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { zone: shenzhen }
---
# sites/guangdong/dongguan.yaml
zone: dongguan
sites: [{ name: sz-nanshan-01 }]
`,
  good: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { zone: shenzhen }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01 }]
`,
  check(change) {
    const betweenZones = keptSites(change)
      .filter(({ before, after }) => before.zone !== after.zone)
      .map(({ before, site, name }) => violation(name, `zone ${before.zone}`, `zone ${site.zone.name}`, site));
    const betweenRegions = disappearedSites(change).flatMap((vanished) => {
      const { name, now } = vanished;
      if (now?.how !== "moved" || !isDeployed(vanished.state)) return [];
      return [violation(name, `region ${change.repository}`, `region ${now.site.region.name}`, now.site)];
    });
    return [...betweenZones, ...betweenRegions];
  },
};

function violation(name: string, from: string, to: string, site: Site) {
  return {
    message: `site ${name} moves from ${from} to ${to}: the folder that it reads would vanish`,
    subject: site.path,
    at: sourceAt(site.source, "name"),
    hint: `put it back into ${from}; retire it there before it is added in ${to}`,
  };
}
