import { sourceAt } from "../../model/source.ts";
import { minorsAhead, parseVersion } from "../../model/version.ts";
import type { ChangeRule } from "../rule.ts";
import { keptSites } from "./kept-sites.ts";

export const kubernetesSteps: ChangeRule = {
  id: "FLT-GUARD-008",
  scope: "change",
  severity: "error",
  title: "Kubernetes moves one minor version at a time and never back",
  help: "Both kubeadm and K3s upgrade from one minor version to the next and refuse, or break, when one is left out; etcd cannot read what a newer version wrote. Pin the profile of each minor version in turn. To go back, install the site again from a backup.",
  bad: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { profile: edge-k3s@1.0.0 }
---
# profiles/edge-k3s/1.1.0.ts
profile: edge-k3s@1.1.0
kubernetes: { distribution: k3s, version: 1.34.1 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, profile: edge-k3s@1.1.0 }]
`,
  good: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { profile: edge-k3s@1.0.0 }
---
# profiles/edge-k3s/1.1.0.ts
profile: edge-k3s@1.1.0
kubernetes: { distribution: k3s, version: 1.33.5 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, profile: edge-k3s@1.1.0 }]
`,
  check(change) {
    const { sites } = change.fleet.catalogue;
    return keptSites(change).flatMap(({ name, before, after, site }) => {
      if (before.profile === after.profile || before.kind !== after.kind) return [];
      const [old, now] = [sites.get(before.profile)?.kubernetes, sites.get(after.profile)?.kubernetes];
      const [from, to] = [old && parseVersion(old.version), now && parseVersion(now.version)];
      if (!old || !now || !from || !to) return [];
      const step = minorsAhead(to, from);
      if (step === 0 || step === 1) return [];
      return [
        {
          message: `site ${name} goes from Kubernetes ${old.version} to ${now.version} in one step, expected ${step < 0 ? "no way back" : `1.${from.minor + 1} next`}`,
          subject: site.path,
          at: sourceAt(site.source, "profile"),
          hint:
            step < 0
              ? "pin a profile of the same or the next minor version"
              : "pin a profile for each minor version in turn",
        },
      ];
    });
  },
};
