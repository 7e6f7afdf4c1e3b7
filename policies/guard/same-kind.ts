import { sourceAt } from "../../model/source.ts";
import type { ChangeRule } from "../rule.ts";
import { keptSites } from "./kept-sites.ts";

export const sameKind: ChangeRule = {
  id: "FLT-GUARD-006",
  scope: "change",
  severity: "error",
  title: "A site does not change its kind in place",
  help: "From `cluster` to `nodes` or back, the servers leave one cluster and join another: everything that runs and is stored there is lost. Retire the site, publish, and add a new one.",
  bad: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { kind: cluster, profile: edge-k3s@1.0.0 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, kind: nodes, profile: edge-kubeedge@1.0.0 }]
`,
  good: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { kind: cluster, profile: edge-k3s@1.0.0 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, kind: cluster, profile: edge-k3s@1.0.0 }]
`,
  check(change) {
    return keptSites(change)
      .filter(({ before, after }) => before.kind !== after.kind)
      .map(({ name, before, after, site }) => ({
        message: `site ${name} changes from kind ${before.kind} to kind ${after.kind}: its servers would be installed again`,
        subject: site.path,
        at: sourceAt(site.source, "kind"),
        hint: "retire the site, publish, and add a new one under another name",
      }));
  },
};
