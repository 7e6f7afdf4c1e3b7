import { sourceAt } from "../../model/source.ts";
import type { ChangeRule } from "../rule.ts";
import { keptSites } from "./kept-sites.ts";

export const runtimeSteps: ChangeRule = {
  id: "FLT-GUARD-032",
  scope: "change",
  severity: "error",
  title: "Servers that have joined are taken to the next version of their runtime",
  help: "CloudCore is upgraded with its chart, and what runs on servers that have joined only by an order that says from which version they come. A profile without that, or for servers of another version, would leave them behind without a word, further with each change. Pin the profiles one after another, each of which upgrades from the version of the one before (`upgradesFrom` of its provisioner). There is no order that goes back: a server returns by itself when its new version does not start.",
  bad: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { kind: nodes, profile: edge-kubeedge@1.0.0 }
---
# profiles/edge-kubeedge/1.1.0.ts
profile: edge-kubeedge@1.1.0
provisioner: { engine: kubeedge, version: v1.24.0 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, kind: nodes, profile: edge-kubeedge@1.1.0 }]
`,
  good: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { kind: nodes, profile: edge-kubeedge@1.0.0 }
---
# profiles/edge-kubeedge/1.1.0.ts
profile: edge-kubeedge@1.1.0
provisioner: { engine: kubeedge, version: v1.24.0, upgradesFrom: v1.23.1 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, kind: nodes, profile: edge-kubeedge@1.1.0 }]
`,
  check(change) {
    const { sites } = change.fleet.catalogue;
    return keptSites(change).flatMap(({ name, before, after, site }) => {
      const old = sites.get(before.profile);
      const now = site.profile;
      if (!old || !now || before.profile === after.profile) return [];
      const [from, to] = [old, now].map(({ provisioner }) => change.engines.runtime(provisioner));
      // Another runtime is told by FLT-GUARD-007.
      if (!from || !to?.upgrade || from.name !== to.name || from.version === to.version) return [];
      if (to.upgrade.from === from.version) return [];
      const told = to.fixedVersion?.name ?? to.name;
      const upgrades = to.upgrade.from === undefined ? "upgrades from none" : `upgrades from v${to.upgrade.from}`;
      return [
        {
          message: `servers of ${name} run ${told} v${from.version}, and profile ${after.profile} with v${to.version} ${upgrades}, expected v${from.version}`,
          subject: site.path,
          at: sourceAt(site.source, "profile"),
          hint: `pin a profile that upgrades from v${from.version} (upgradesFrom of its provisioner) first`,
        },
      ];
    });
  },
};
