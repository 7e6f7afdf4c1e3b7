import { sourceAt } from "../../model/source.ts";
import { pluralize } from "../pluralize.ts";
import type { SiteRule } from "../rule.ts";

export const surgeServer: SiteRule = {
  id: "FLT-CAP-003",
  scope: "site",
  severity: "warning",
  title: "A rollout that adds a server finds a spare one",
  help: "Cluster API makes the new control plane before it takes the old one away when there are fewer than three, or when the profile's `maxSurge` is 1. A site has no server that is not in use, so such a rollout waits for ever: the cluster can be made, but not upgraded. Give it three control planes, or pin a profile that upgrades in place.",
  bad: `# profiles/edge-metal/1.0.0.ts
profile: edge-metal@1.0.0
provisioner: { engine: capi-metal3, maxSurge: 0 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    profile: edge-metal@1.0.0
    hosts: [{ role: control-plane }]
`,
  good: `# profiles/edge-metal/1.0.0.ts
profile: edge-metal@1.0.0
provisioner: { engine: capi-metal3, maxSurge: 0 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    profile: edge-metal@1.0.0
    network: { nodes: 10.44.12.0/26, vip: 10.44.12.10 }
    hosts: [{ role: control-plane }, { role: control-plane }, { role: control-plane }]
`,
  check(site, { engines }) {
    const upgrade = engines.upgrade(site);
    const count = site.controlPlanes.length;
    if (upgrade?.by !== "replacement" || count === 0 || upgrade.controlPlaneSurge === 0) return [];
    // Virtual machines are made when they are needed; their engine asks for the address.
    if (site.controlPlanes.every(({ isVirtual }) => isVirtual)) return [];
    const surges = upgrade.surge > 0;
    const why = surges ? `${site.reference} has maxSurge: 1` : `it has ${pluralize(count, "control plane")}`;
    return [
      {
        message: `the site can be made, but not upgraded: since ${why}, an upgrade adds a server before it takes one away, and all its servers are in use`,
        at: sourceAt(site.source, ...(surges ? ["profile"] : ["hosts"])),
        hint: `${surges ? "pin a profile with maxSurge: 0 and give the site three control planes" : "give the site three control planes"}, or pin a profile that upgrades in place, such as edge-k3s`,
      },
    ];
  },
};
