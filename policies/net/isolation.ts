import type { Host } from "../../constructs/host.ts";
import type { Site } from "../../constructs/site.ts";
import { parseBmcAddress } from "../../model/bmc.ts";
import { type Address, type Cidr, holdsAddress, parseAddress, parseInterfaceAddress } from "../../model/network.ts";
import { sourceAt } from "../../model/source.ts";
import { pluralize } from "../pluralize.ts";
import type { FleetRule, Violation } from "../rule.ts";
import { none } from "../violation.ts";
import { type AddressPlan, addressPlan, type Named, type RegionAddresses, type SiteAddresses } from "./address-plan.ts";
import { type Breach, type Claim, type NetworkFacts, reachability, type SecondHub } from "./reachability.ts";

export const isolation: FleetRule = {
  id: "FLT-NET-014",
  scope: "fleet",
  severity: "error",
  title: "No cluster reaches another one except by way of the hubs",
  help: "A proof over all that the fleet declares: when no two clusters share a broadcast domain or addresses, no site is behind a second hub, and no site keeps addresses of another to itself, then every path between two clusters passes their hubs, where it can be filtered. Each finding is one way around, unless another FLT-NET rule names the very fact to change.",
  bad: `# sites/guangdong/region.yaml
network: { asn: 64544 }
---
# sites/hunan/region.yaml
network: { asn: 64544 }
`,
  good: `# sites/guangdong/region.yaml
network: { asn: 64544 }
---
# sites/hunan/region.yaml
network: { asn: 64543 }
`,
  check(fleet, context) {
    const plan = addressPlan(fleet, context);
    const { breaches, secondHubs, claims } = reachability(factsOf(plan), plan.index);
    return [
      ...breaches.map((each) => breachFinding(plan, each)),
      ...secondHubs.map((each) => secondHubFinding(plan, each)),
      ...claims.map((each) => claimFinding(plan, each)),
    ];
  },
};

function factsOf({ sites, regions }: AddressPlan): NetworkFacts {
  const indexOf = new Map(regions.map(({ region }, index) => [region, index]));
  const zones = new Map(regions.flatMap(({ region }) => region.zones).map((zone, index) => [zone, index]));
  return {
    regions: regions.map(({ region, supernets }) => ({
      supernets: supernets.map(({ value }) => value),
      asn: region.spec.network.asn,
    })),
    sites: sites.map((addresses) => {
      const { site, nodes } = addresses;
      const isCluster = site.spec.kind === "cluster";
      return {
        region: indexOf.get(site.region) as number,
        // Nodes of one parent are one cluster.
        cluster: isCluster ? site.path : parentPath(site),
        segments: vlansOf(site).map((id) => (zones.get(site.zone) as number) * vlans + id),
        nodes: nodes.map(({ value }) => value),
        addresses: strayAddresses(addresses),
        inner: isCluster ? [...addresses.pods, ...addresses.services].map(({ value }) => value) : none,
      };
    }),
  };
}

function parentPath({ parent, region }: Site): string {
  return parent === "centre" ? region.fleet.centre.path : (region.hub?.path ?? region.path);
}

/** More than the largest VLAN id, so that zone and VLAN make one number. */
const vlans = 4096;

/** Addresses of the site outside its own node network: at nearly every site there are none. */
function strayAddresses({ site, nodes, vips, ingressVips, hosts }: SiteAddresses): readonly Address[] {
  let stray: readonly Address[] = none;
  const add = (address: Address | undefined) => {
    if (address === undefined || nodes.some(({ value }) => holdsAddress(value, address))) return;
    stray = [...stray, address];
  };
  for (const { value } of hosts) add(value);
  for (const host of site.hosts) {
    add(bmcAddress(host));
    for (const { addresses = none } of host.spec.interfaces ?? none) {
      for (const address of addresses) add(parseInterfaceAddress(address)?.address);
    }
  }
  for (const { value } of vips) add(value);
  for (const { value } of ingressVips) add(value);
  return stray;
}

function bmcAddress({ bmc }: Host): Address | undefined {
  const host = bmc && parseBmcAddress(bmc.address)?.host;
  return host === undefined ? undefined : parseAddress(host);
}

/** The site's own VLAN and those of single interfaces. */
function vlansOf(site: Site): readonly number[] {
  const { vlan } = site.spec.network;
  const ofSite: readonly number[] = vlan === undefined ? none : [vlan];
  if (site.hosts.every(({ spec }) => spec.interfaces === undefined)) return ofSite;
  const ofHosts = site.hosts.flatMap(({ interfaces }) =>
    interfaces.flatMap(({ id }) => (id === undefined ? [] : [id])),
  );
  return [...new Set([...ofSite, ...ofHosts])];
}

const ways = {
  segment: (from: SiteAddresses) =>
    `share VLAN ${from.site.spec.network.vlan ?? vlansOf(from.site).join(", ")} of zone ${from.site.zone.name}`,
  overlap: (from: SiteAddresses, to: SiteAddresses) => `share addresses, ${nodesOf(from)} and ${nodesOf(to)}`,
  address: (from: SiteAddresses, to: SiteAddresses) =>
    `share a network: ${from.site.name} has an address in nodes ${nodesOf(to)}`,
} as const;

function nodesOf({ nodes }: SiteAddresses): string {
  return nodes.map(({ text }) => text).join(", ");
}

const steps = { segment: ["network", "vlan"], overlap: ["network", "nodes"], address: ["hosts"] } as const;

function breachFinding({ sites }: AddressPlan, { link, clusters }: Breach): Violation {
  const [from, to] = [sites[link.from] as SiteAddresses, sites[link.to] as SiteAddresses];
  const all = clusters > 2 ? `; ${clusters} clusters are joined in this way` : "";
  return {
    message: `${from.site.name} and ${to.site.path} reach each other without a hub: they ${ways[link.kind](from, to)}${all}`,
    subject: from.site.path,
    others: [to.site.path],
    at: sourceAt(from.site.source, ...steps[link.kind]),
    hint: "give each site a VLAN and a node network of its own",
  };
}

function secondHubFinding({ sites, regions }: AddressPlan, second: SecondHub): Violation {
  const { region: own } = regions[second.region] as RegionAddresses;
  const { region: other } = regions[second.hub] as RegionAddresses;
  const { site: first } = sites[second.sites[0] as number] as SiteAddresses;
  const more = second.sites.length > 1 ? ` and ${pluralize(second.sites.length - 1, "more site")}` : "";
  const isShared = second.kind === "asn";
  const reason = isShared
    ? `both regions are AS ${own.spec.network.asn}`
    : `node networks lie in its supernet ${other.supernets.join(", ")}`;
  return {
    message: `${first.name}${more} of ${own.name} can be reached by way of the hub of ${other.name} as well: ${reason}`,
    subject: own.path,
    others: [other.path],
    at: isShared ? sourceAt(own.source, "network", "asn") : sourceAt(first.source, "network", "nodes"),
    hint: "give each region an autonomous system and a supernet of its own, and keep its sites inside",
  };
}

function claimFinding({ sites }: AddressPlan, { site: index, network, victim, victims }: Claim): Violation {
  const { site, pods, services } = sites[index] as SiteAddresses;
  const { site: covered } = sites[victim] as SiteAddresses;
  const isNetwork = ({ value }: Named<Cidr>) => value.first === network.first && value.last === network.last;
  const [key, text] = pods.some(isNetwork)
    ? (["pods", pods.find(isNetwork)?.text] as const)
    : (["services", services.find(isNetwork)?.text] as const);
  return {
    message: `${key} ${text} covers the node networks of ${pluralize(victims, "other site")}, such as ${covered.path}: answers to them never leave the site`,
    subject: site.path,
    others: [covered.path],
    at: sourceAt(site.source, "network", key),
    hint: `choose a network for ${key} that no server has`,
  };
}
