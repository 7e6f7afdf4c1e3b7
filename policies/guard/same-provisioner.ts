import { sourceAt } from "../../model/source.ts";
import type { ChangeRule } from "../rule.ts";
import { keptSites } from "./kept-sites.ts";

export const sameProvisioner: ChangeRule = {
  id: "FLT-GUARD-007",
  scope: "change",
  severity: "error",
  title: "A site does not change its provisioner in place",
  help: "A new version of a profile is rolled out; a profile with another provisioner is another operating system and another way to install it. The old provisioner's objects would vanish from the hub and the new one would begin with servers that are in use.",
  bad: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { profile: edge-k3s@1.0.0 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, profile: edge-metal@1.0.0 }]
`,
  good: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { profile: edge-k3s@1.0.0 }
---
# profiles/edge-k3s/1.1.0.ts
profile: edge-k3s@1.1.0
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, profile: edge-k3s@1.1.0 }]
`,
  check(change) {
    const { sites } = change.fleet.catalogue;
    return keptSites(change).flatMap(({ name, before, after, site }) => {
      const [old, now] = [sites.get(before.profile)?.provisioner.engine, sites.get(after.profile)?.provisioner.engine];
      // FLT-GUARD-006 tells of both when the kind changes too.
      if (!old || !now || old === now || before.kind !== after.kind) return [];
      return [
        {
          message: `site ${name} changes from provisioner ${old} to ${now} with profile ${after.profile}: its servers would be installed again`,
          subject: site.path,
          at: sourceAt(site.source, "profile"),
          hint: "retire the site, publish, and add a new one under another name",
        },
      ];
    });
  },
};
