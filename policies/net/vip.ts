import { type Address, type Cidr, formatAddress, holdsAddress, offset } from "../../model/network.ts";
import { sourceAt } from "../../model/source.ts";
import type { SiteRule, Violation } from "../rule.ts";
import { none } from "../violation.ts";
import { isNetworkAstray, isUsable, type Named, ofFamily, type SiteAddresses, siteAddresses } from "./address-plan.ts";

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
    const addresses = siteAddresses(site, context);
    const { vips, ingressVips } = addresses;
    return [
      ...vips.flatMap((each) => faults(addresses, "vip", each)),
      ...ingressVips.flatMap((each) => faults(addresses, "ingressVip", each)),
    ];
  },
};

function faults(
  addresses: SiteAddresses,
  key: "vip" | "ingressVip",
  { text, value }: Named<Address>,
): readonly Violation[] {
  const nodes = ofFamily(addresses.nodes, value) ?? (addresses.nodes[0] as Named<Cidr>);
  const { first, last } = nodes.value;
  const fault = faultOf(addresses, key, value, nodes);
  if (fault === undefined) return none;
  return [
    {
      message: `${key} ${text} ${fault}, expected a free address from ${formatAddress(offset(first, 1))} to ${formatAddress(offset(last, -1))}`,
      at: sourceAt(addresses.site.source, "network", key),
      hint: "choose an address of the node network that neither a server nor the gateway has",
    },
  ];
}

function faultOf(
  addresses: SiteAddresses,
  key: "vip" | "ingressVip",
  address: Address,
  { text: nodes, value: network }: Named<Cidr>,
): string | undefined {
  const { hosts, vips } = addresses;
  const holder = hosts.find(({ value }) => value === address)?.host;
  if (holder) return `is the address of ${holder.name}`;
  if (key === "ingressVip" && vips.some(({ value }) => value === address)) return "is the vip of the control plane";
  if (!holdsAddress(network, address)) {
    // Where no server is inside either, it is told of the servers.
    const isAlone = hosts.some(({ value }) => holdsAddress(network, value));
    return !isAlone || isNetworkAstray(addresses, network, address) ? undefined : `lies outside nodes ${nodes}`;
  }
  if (isUsable(network, address)) return undefined;
  return `is the ${address === network.first ? "network" : "broadcast"} address of nodes ${nodes}`;
}
