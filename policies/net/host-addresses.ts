import { firstNames } from "../../model/first-names.ts";
import { type Address, type Cidr, holdsAddress } from "../../model/network.ts";
import { sourceAt } from "../../model/source.ts";
import { duplicates } from "../duplicates.ts";
import type { FleetRule, Violation } from "../rule.ts";
import { none } from "../violation.ts";
import {
  addressPlan,
  type HostAddress,
  isNetworkAstray,
  isUsable,
  type Named,
  ofFamily,
  type SiteAddresses,
} from "./address-plan.ts";

export const hostAddresses: FleetRule = {
  id: "FLT-NET-007",
  scope: "fleet",
  severity: "error",
  title: "Every server has an address of its own in its site's node network",
  help: "A server outside its site's network has no gateway. An address that two servers have answers from one of them, now this and now that one.",
  bad: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    network: { nodes: 10.44.12.0/26 }
    hosts: [{ address: 10.44.13.11 }]
`,
  good: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    network: { nodes: 10.44.12.0/26 }
    hosts: [{ address: 10.44.12.11 }]
`,
  check(fleet, context) {
    const { sites } = addressPlan(fleet, context);
    const misplacedOnes = sites.flatMap((each) =>
      each.hosts.every(({ value }) => isUsableIn(each.nodes, value)) ? none : misplaced(each),
    );
    const all = sites.flatMap(({ hosts }) => hosts);
    const distinct = new Set(all.map(({ value }) => value)).size;
    return distinct < all.length ? [...misplacedOnes, ...sharedAddresses(all)] : misplacedOnes;
  },
};

function isUsableIn(nodes: readonly Named<Cidr>[], address: Address): boolean {
  return nodes.some(({ value }) => isUsable(value, address));
}

function misplaced(addresses: SiteAddresses): readonly Violation[] {
  const { nodes, hosts, site } = addresses;
  const found = hosts
    .filter(({ value }) => !isUsableIn(nodes, value))
    .filter(({ value }) => !isNetworkAstray(addresses, networkFor(nodes, value).value, value));
  const [only] = nodes;
  if (found.length < 2 || found.length < hosts.length || nodes.length > 1 || !only) {
    return found.map((each) => misplacedAddress(networkFor(nodes, each.value), each));
  }
  return [
    {
      message: `nodes ${only.text} has none of the addresses of its ${hosts.length} servers: ${firstNames(hosts.map(({ text }) => text))}`,
      subject: site.path,
      at: sourceAt(site.source, "network", "nodes"),
      hint: "correct nodes, or choose free addresses of it for the servers",
    },
  ];
}

function sharedAddresses(all: readonly HostAddress[]): readonly Violation[] {
  return duplicates(all, ({ value }) => value.toString()).map(({ item, first }) => ({
    message: `address ${item.text} of ${item.host.name} is that of ${first.host.path}, expected one of its own`,
    subject: item.host.path,
    others: [first.host.path],
    at: sourceAt(item.host.source, ...item.steps),
    hint: "give one of the two another free address of its node network",
  }));
}

function networkFor(nodes: readonly Named<Cidr>[], address: Address): Named<Cidr> {
  return ofFamily(nodes, address) ?? (nodes[0] as Named<Cidr>);
}

function misplacedAddress(nodes: Named<Cidr>, { host, text, value, steps }: HostAddress): Violation {
  return {
    message: holdsAddress(nodes.value, value)
      ? `address ${text} of ${host.name} is the network or broadcast address of nodes ${nodes.text}`
      : `address ${text} of ${host.name} lies outside nodes ${nodes.text}`,
    subject: host.path,
    at: sourceAt(host.source, ...steps),
    hint: "choose a free address of the node network, or correct nodes",
  };
}
