import { type Cidr, parseAddress } from "../../model/network.ts";
import type { Source } from "../../model/source.ts";
import { place } from "../place.ts";
import type { Finding, FleetRule } from "../rule.ts";
import { type AddressPlan, addressPlan, type SiteAddresses } from "./address-plan.ts";
import { type Breach, type Claim, type NetworkFacts, reachability, type SecondHub } from "./reachability.ts";

export const isolation: FleetRule = {
  id: "FLT-NET-014",
  scope: "fleet",
  severity: "error",
  title: "No cluster reaches another one except by way of the hubs",
  help: "A proof over all that the fleet declares: when no two clusters share a broadcast domain or addresses, no site is behind a second hub, and no site keeps addresses of another to itself, then every path between two clusters passes their hubs, where it can be filtered. Each finding is one way around. The other FLT-NET rules name the single facts to change.",
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
  return {
    regions: regions.map(({ region, supernet }) => ({ supernet, asn: region.spec.network.asn })),
    sites: sites.map(({ site, nodes, pods, services, vip, hosts }) => {
      const { vlan } = site.spec.network;
      const isCluster = site.spec.kind === "cluster";
      return {
        region: indexOf.get(site.region) as number,
        cluster: isCluster ? site.path : site.region.hub.path,
        segment: vlan === undefined ? undefined : `${site.zone.path} ${vlan}`,
        nodes,
        addresses: [...hosts, ...[vip, ...site.hosts.map(bmcAddress)].filter((each) => each !== undefined)],
        inner: isCluster ? [pods, services].filter((each) => each !== undefined) : [],
      };
    }),
  };
}

function bmcAddress({ spec }: SiteAddresses["site"]["hosts"][number]): number | undefined {
  if (spec.bmc === undefined) return undefined;
  const address = /^[^:]+:\/\/(\d+\.\d+\.\d+\.\d+)/.exec(spec.bmc)?.[1];
  return address === undefined ? undefined : parseAddress(address);
}

const ways = {
  segment: (from: SiteAddresses) => `share VLAN ${from.site.spec.network.vlan} of zone ${from.site.zone.name}`,
  overlap: (from: SiteAddresses, to: SiteAddresses) =>
    `share addresses: ${from.site.spec.network.nodes} and ${to.site.spec.network.nodes}`,
  address: (from: SiteAddresses, to: SiteAddresses) =>
    `share a network: ${from.site.name} has an address in nodes ${to.site.spec.network.nodes}`,
} as const;

const steps = { segment: ["network", "vlan"], overlap: ["network", "nodes"], address: ["hosts"] } as const;

function breachFinding(plan: AddressPlan, { sites, link }: Breach): Finding {
  const [from, to] = [siteAt(plan, link.from), siteAt(plan, link.to)];
  return {
    message: `${names(plan, sites)} reach each other without a hub: ${from.site.name} and ${to.site.name} ${ways[link.kind](from, to)}`,
    subject: from.site.path,
    others: sites.filter((index) => index !== link.from).map((index) => siteAt(plan, index).site.path),
    at: place(from.site.source, ...steps[link.kind]),
    hint: "give each site a VLAN and a node network of its own",
  };
}

function secondHubFinding(plan: AddressPlan, { kind, region, hub, sites }: SecondHub): Finding {
  const own = plan.regions[region]?.region;
  const other = plan.regions[hub]?.region;
  const first = siteAt(plan, sites[0] as number).site;
  const reasons: Readonly<Record<SecondHub["kind"], { readonly text: string; readonly at: Source | undefined }>> = {
    asn: {
      text: `both regions are AS ${own?.spec.network.asn}`,
      at: place(own?.source, "network", "asn"),
    },
    supernet: {
      text: `their node networks lie in its supernet ${other?.spec.network.supernet}`,
      at: place(first.source, "network", "nodes"),
    },
  };
  return {
    message: `${names(plan, sites)} of ${own?.name} are behind the hub of ${other?.name} too: ${reasons[kind].text}`,
    subject: sites.length === 1 ? first.path : (own?.path ?? first.path),
    others: other ? [other.path] : [],
    at: reasons[kind].at,
    hint: "give each region an autonomous system and a supernet of its own, and keep its sites inside",
  };
}

function claimFinding(plan: AddressPlan, { network, sites, victim, victims }: Claim): Finding {
  const claimant = siteAt(plan, sites[0] as number);
  const covered = siteAt(plan, victim).site;
  const key = equal(claimant.pods, network) ? "pods" : "services";
  return {
    message: `${key} ${claimant.site.spec.network[key]} of ${names(plan, sites)} covers the node networks of ${victims} sites, such as ${covered.name}: answers to them never leave the site`,
    subject: claimant.site.path,
    others: [...sites.slice(1).map((index) => siteAt(plan, index).site.path), covered.path],
    at: place(claimant.site.source, "network", key),
    hint: `choose a network for ${key} that no server has`,
  };
}

function names(plan: AddressPlan, sites: readonly number[]): string {
  const shown = sites.slice(0, 3).map((index) => siteAt(plan, index).site.name);
  const more = sites.length > shown.length ? ` and ${sites.length - shown.length} more` : "";
  return `${shown.join(", ")}${more}`;
}

function siteAt(plan: AddressPlan, index: number): SiteAddresses {
  return plan.sites[index] as SiteAddresses;
}

function equal(a: Cidr | undefined, b: Cidr): boolean {
  return a?.first === b.first && a.last === b.last;
}
