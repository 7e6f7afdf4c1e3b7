import { isIpv6 } from "../../model/network.ts";
import { sourceAt } from "../../model/source.ts";
import type { SiteRule } from "../rule.ts";
import { none } from "../violation.ts";

/** Prefix lengths from and to. */
const sizes = {
  // Each node gets a /64 (kube-controller-manager --node-cidr-mask-size-ipv6) out of at most 2^16 (ipam/cidrset).
  pods: { from: 48, to: 64, why: "every node gets a /64 out of it" },
  // kube-apiserver options/validation.go, maxCIDRBits, before 1.35.
  services: { from: 108, to: 120, why: "the API server takes no more than 2^20 addresses" },
} as const;

export const ipv6RangeSize: SiteRule = {
  id: "FLT-NET-017",
  scope: "site",
  severity: "error",
  title: "IPv6 ranges of pods and services have sizes that Kubernetes takes",
  help: "Unlike IPv4 an IPv6 range can be too large as well: the control plane does not start with services larger than a /108, and gives each node a /64 of the pods' range, which must hold one and not more than 65,536 of them.",
  bad: `# sites/guangdong/region.yaml
network: { supernet: "fd00:44::/32" }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    network: { nodes: "fd00:44:12::/64", pods: "fd00:244::/48", services: "fd00:96::/64" }
    hosts: [{ address: "fd00:44:12::11" }]
`,
  good: `# sites/guangdong/region.yaml
network: { supernet: "fd00:44::/32" }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    network: { nodes: "fd00:44:12::/64", pods: "fd00:244::/48", services: "fd00:96::/112" }
    hosts: [{ address: "fd00:44:12::11" }]
`,
  check({ network, source, spec }) {
    if (spec.kind !== "cluster") return none;
    return (["pods", "services"] as const).flatMap((key) => {
      const { from, to, why } = sizes[key];
      return network[key]
        .filter(isIpv6)
        .map((range) => ({ range, prefix: Number(range.slice(range.indexOf("/") + 1)) }))
        .filter(({ prefix }) => prefix < from || prefix > to)
        .map(({ range }) => ({
          message: `${key} ${range}, expected a network from /${from} to /${to}: ${why}`,
          at: sourceAt(source, "network", key),
          hint: `choose a /${key === "pods" ? 56 : 112}`,
        }));
    });
  },
};
