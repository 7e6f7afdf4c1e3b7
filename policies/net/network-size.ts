import { place } from "../place.ts";
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
    const { nodes, vip } = site.spec.network;
    const { first, last, prefix } = siteAddresses(site, context).nodes;
    const room = last - first + 1 - (prefix >= 31 ? 0 : 2);
    const upgrade = context.engines.upgrade(site);
    const surge = upgrade?.by === "replacement" ? upgrade.surge : 0;
    const wanted = site.hosts.length + 1 + (vip === undefined ? 0 : 1) + surge;
    if (room >= wanted) return [];
    const parts = [
      pluralize(site.hosts.length, "server"),
      "a gateway",
      ...(vip === undefined ? [] : ["a virtual address"]),
      ...(surge === 0 ? [] : [`a surge of ${surge}`]),
    ];
    return [
      {
        message: `nodes ${nodes} has room for ${room}, expected ${wanted}: ${parts.join(", ")}`,
        at: place(site.source, "network", "nodes"),
        hint: "choose a larger network: a smaller number after the slash",
      },
    ];
  },
};
