import { sourceAt } from "../../model/source.ts";
import type { ChangeRule } from "../rule.ts";
import { keptSites } from "./kept-sites.ts";

export const sameKubernetes: ChangeRule = {
  id: "FLT-GUARD-031",
  scope: "change",
  severity: "error",
  title: "A cluster that nobody upgrades keeps its Kubernetes",
  help: "Some provisioners make a cluster and have no way to another version of Kubernetes. A profile with a newer one changes the layers and leaves the servers as they are: the fleet would say a version that nothing runs, and rules that go by it would look at the wrong one. Make a new site with the new profile, move the apps and retire this one.",
  bad: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { profile: edge-eggo@1.0.0 }
---
# profiles/edge-eggo/1.1.0.ts
profile: edge-eggo@1.1.0
kubernetes: { distribution: packaged, version: 1.25.3 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, profile: edge-eggo@1.1.0 }]
`,
  good: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { profile: edge-eggo@1.0.0 }
---
# profiles/edge-eggo/1.1.0.ts
profile: edge-eggo@1.1.0
kubernetes: { distribution: packaged, version: 1.24.1 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, profile: edge-eggo@1.1.0 }]
`,
  check(change) {
    const { sites } = change.fleet.catalogue;
    return keptSites(change).flatMap(({ name, before, after, site }) => {
      const { profile } = site;
      // Another kind or another provisioner is told by FLT-GUARD-006 and FLT-GUARD-007.
      const old = sites.get(before.profile);
      if (!profile || !old || before.kind !== after.kind || old.provisioner.engine !== profile.provisioner.engine) {
        return [];
      }
      const isUpgraded = change.engines.upgrade(site) !== undefined;
      if (isUpgraded || !change.engines.makesClusters(profile.provisioner)) return [];
      const [from, to] = [old.kubernetes.version, profile.kubernetes.version];
      if (from === to) return [];
      return [
        {
          message: `site ${name} goes from Kubernetes ${from} to ${to} with profile ${after.profile}, and its provisioner ${profile.provisioner.engine} upgrades nothing, expected ${from}`,
          subject: site.path,
          at: sourceAt(site.source, "profile"),
          hint: "pin a profile with the same Kubernetes, or make a new site and retire this one",
        },
      ];
    });
  },
};
