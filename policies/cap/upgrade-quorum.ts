import { sourceAt } from "../../model/source.ts";
import { pluralize } from "../pluralize.ts";
import type { SiteRule } from "../rule.ts";

export const upgradeQuorum: SiteRule = {
  id: "FLT-CAP-005",
  scope: "site",
  severity: "error",
  title: "An upgrade takes fewer control planes down than etcd can lose",
  help: "An upgrade in place reboots as many servers at a time as the profile's `concurrency` says. When those are the majority of three or five control planes, the cluster is gone until they are back, and nothing steers the upgrade meanwhile. A single control plane is down during its own upgrade whatever the number.",
  bad: `# profiles/edge-k3s/1.0.0.ts
profile: edge-k3s@1.0.0
provisioner: { engine: kairos, concurrency: 2 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    network: { nodes: 10.44.12.0/26, vip: 10.44.12.10 }
    hosts: [{ role: control-plane }, { role: control-plane }, { role: control-plane }]
`,
  good: `# profiles/edge-k3s/1.0.0.ts
profile: edge-k3s@1.0.0
provisioner: { engine: kairos, concurrency: 1 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    network: { nodes: 10.44.12.0/26, vip: 10.44.12.10 }
    hosts: [{ role: control-plane }, { role: control-plane }, { role: control-plane }]
`,
  check(site, { engines }) {
    const upgrade = engines.upgrade(site);
    if (upgrade?.by !== "reboot") return [];
    const { atOnce } = upgrade;
    const count = site.controlPlanes.length;
    const most = Math.max(1, Math.floor((count - 1) / 2));
    if (atOnce >= 1 && atOnce <= most) return [];
    const found = atOnce < 1 ? "all servers" : pluralize(atOnce, "server");
    return [
      {
        message: `profile ${site.reference} upgrades ${found} at a time, expected at most ${most} with ${pluralize(count, "control plane")}`,
        at: sourceAt(site.source, "profile"),
        hint: "pin a profile with concurrency 1",
      },
    ];
  },
};
