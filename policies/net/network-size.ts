import { type Cidr, sizeOf } from "../../model/network.ts";
import { sourceAt } from "../../model/source.ts";
import { pluralize } from "../pluralize.ts";
import type { SiteRule } from "../rule.ts";
import { siteAddresses } from "./address-plan.ts";

export const networkSize: SiteRule = {
  id: "FLT-NET-011",
  scope: "site",
  severity: "error",
  title: "The node network has room for servers, gateway, virtual address and surge",
  help: "A full network shows only when it hurts: when the replacement of a broken server, or the extra one of a rollout, gets no address.",
  bad: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    network: { nodes: 10.44.12.8/30, vip: 10.44.12.9 }
    hosts: [{ address: 10.44.12.10 }]
`,
  good: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    network: { nodes: 10.44.12.8/29, vip: 10.44.12.9 }
    hosts: [{ address: 10.44.12.10 }]
`,
  check(site, context) {
    const { nodes, vips, ingressVips } = siteAddresses(site, context);
    const upgrade = context.engines.upgrade(site);
    const surge = upgrade?.by === "replacement" ? upgrade.surge : 0;
    const servers = site.hosts.reduce((sum, { spec }) => sum + (spec.nodes?.length ?? 1), 0);
    const virtual = (vips.length > 0 ? 1 : 0) + (ingressVips.length > 0 ? 1 : 0);
    const wanted = servers + 1 + virtual + surge;
    const small = nodes.filter(({ value }) => roomIn(value) < wanted);
    if (small.length === 0) return [];
    const parts = [
      pluralize(servers, "server"),
      "a gateway",
      ...(vips.length > 0 ? ["a virtual address"] : []),
      ...(ingressVips.length > 0 ? ["an ingress address"] : []),
      ...(surge === 0 ? [] : [`a surge of ${surge}`]),
    ];
    return small.map(({ text, value }) => ({
      message: `nodes ${text} has room for ${roomIn(value)}, expected ${wanted}: ${parts.join(", ")}`,
      at: sourceAt(site.source, "network", "nodes"),
      hint: "choose a larger network: a smaller number after the slash",
    }));
  },
};

/** Without the addresses that no server can have (see `isUsable`). */
function roomIn(network: Cidr): number {
  const { first, prefix } = network;
  const reserved = typeof first === "bigint" ? (prefix >= 127 ? 0 : 1) : prefix >= 31 ? 0 : 2;
  return sizeOf(network) - reserved;
}
