import { sourceAt } from "../../model/source.ts";
import type { SiteRule } from "../rule.ts";

export const vipNeeded: SiteRule = {
  id: "FLT-NET-012",
  scope: "site",
  severity: "error",
  title: "Several control planes share a virtual address",
  help: "Without `network.vip` everything speaks to the first control plane by its own address: when that one server dies the API is gone, although the other control planes live. A provisioner that puts a load balancer before them needs none.",
  bad: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    network: { nodes: 10.44.12.0/26 }
    hosts: [{ role: control-plane }, { role: control-plane }, { role: control-plane }]
`,
  good: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    network: { nodes: 10.44.12.0/26, vip: 10.44.12.10 }
    hosts: [{ role: control-plane }, { role: control-plane }, { role: control-plane }]
`,
  check(site, { engines }) {
    if (site.spec.kind !== "cluster" || site.spec.network.vip !== undefined) return [];
    if (site.profile && engines.balances(site.profile.provisioner)) return [];
    const count = site.controlPlanes.length;
    if (count < 2) return [];
    return [
      {
        message: `${count} control planes and no network.vip, expected an address that they share`,
        at: sourceAt(site.source, "network"),
        hint: "add network.vip, a free address of the node network",
      },
    ];
  },
};
