import { formatAddress, holdsAddress } from "../../model/network.ts";
import { place } from "../place.ts";
import type { SiteRule } from "../rule.ts";
import { isUsable, siteAddresses } from "./address-plan.ts";

export const vip: SiteRule = {
  id: "FLT-NET-006",
  scope: "site",
  severity: "error",
  title: "The virtual address of the control plane is a free one of the node network",
  help: "The address moves between the control planes by ARP, so it must lie in the network of their servers, must not be the network's or the broadcast address, and no server may have it.",
  bad: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    network: { nodes: 10.44.12.0/26, vip: 10.44.12.100 }
`,
  good: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    network: { nodes: 10.44.12.0/26, vip: 10.44.12.10 }
`,
  check(site, context) {
    const { nodes: network, vip: address, hosts } = siteAddresses(site, context);
    if (address === undefined) return [];
    const { nodes, vip: text } = site.spec.network;
    const holder = site.hosts[hosts.indexOf(address)];
    const fault = holder
      ? `is the address of ${holder.name}`
      : !holdsAddress(network, address)
        ? `lies outside nodes ${nodes}`
        : !isUsable(network, address)
          ? `is the ${address === network.first ? "network" : "broadcast"} address of nodes ${nodes}`
          : undefined;
    if (fault === undefined) return [];
    return [
      {
        message: `vip ${text} ${fault}, expected a free address from ${formatAddress(network.first + 1)} to ${formatAddress(network.last - 1)}`,
        at: place(site.source, "network", "vip"),
        hint: "choose an address of the node network that neither a server nor the gateway has",
      },
    ];
  },
};
