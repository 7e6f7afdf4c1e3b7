import { type Address, type Cidr, contains, holdsAddress, overlaps } from "../../model/network.ts";
import { type AddressIndex, addressIndex } from "./address-index.ts";
import { Components } from "./components.ts";

/**
 * Which clusters can reach each other without a hub, computed from what a fleet declares.
 *
 * The model. A site's servers hang on one broadcast domain and have one way out: the hub of their
 * region. A hub leads to the networks inside its region's supernet and to the centre, the centre to
 * the hubs. An autonomous site is a cluster of its own; all `nodes` sites of a region belong to one
 * cluster, the hub's. Pods and services never leave their site (what a tenant's pods may address
 * inside of it is FLT-SEC-009's part). Nothing else forwards. The graph therefore has the sites, the
 * hubs and the centre as its vertices, and as edges the way out of each site, the trunks between
 * hubs and centre, and whatever else the declared facts amount to:
 *
 * - a direct link between two sites, when they share a broadcast domain (the same VLAN of one zone),
 *   when their node networks overlap (each takes the other's servers for neighbours), or when an
 *   address of one (server, virtual, BMC) lies in the node network of the other;
 * - a link from a site to the hub of another region, when its node network reaches into that region's
 *   supernet or when the two regions share a supernet or an autonomous system, which makes them one
 *   routing domain that either hub serves.
 *
 * The theorem. If no direct link joins two clusters, and no site is linked to a second hub, then
 * every path from one cluster to another begins with the way to the one's own hub and ends with the
 * way from the other's: nothing goes around a hub. The function returns all that breaks the premise.
 *
 * One thing is no path and yet breaks the order: pods or services of a site that cover the node
 * network of another. Packets come in by way of the hub, but the answers stay inside the site, which
 * can also pose as the other one. Those are returned as claims.
 *
 * Cost: O(n log n) for n sites and their addresses.
 */
export interface NetworkFacts {
  readonly sites: readonly SiteFacts[];
  readonly regions: readonly RegionFacts[];
}

export interface SiteFacts {
  /** Index of the site's region. */
  readonly region: number;
  /** Sites of one cluster have the same: the hub's, for the nodes sites of its region. */
  readonly cluster: string;
  /** Broadcast domains that the site names, such as VLANs of its zone, as any numbers; none: one of its own. */
  readonly segments: readonly number[];
  /** At most one of each address family. */
  readonly nodes: readonly Cidr[];
  /** Servers, virtual address, BMCs; those inside `nodes` may be left out. */
  readonly addresses: readonly Address[];
  /** Networks that the site keeps to itself. */
  readonly inner: readonly Cidr[];
}

interface RegionFacts {
  /** At most one of each address family. */
  readonly supernets: readonly Cidr[];
  readonly asn: number;
}

/** Why two sites are on one segment; the indices are those of the facts. */
interface DirectLink {
  readonly kind: "segment" | "overlap" | "address";
  readonly from: number;
  readonly to: number;
}

/** A direct link between two clusters, and how many clusters reach each other by it and other direct links. */
export interface Breach {
  readonly link: DirectLink;
  readonly clusters: number;
}

/** Sites of one region that are linked to the hub of another one. */
export interface SecondHub {
  readonly kind: "asn" | "supernet";
  readonly region: number;
  readonly hub: number;
  readonly sites: readonly number[];
}

/** A network inside a site that covers node networks of others. */
export interface Claim {
  readonly site: number;
  readonly network: Cidr;
  /** One of the sites that are covered, and how many there are. */
  readonly victim: number;
  readonly victims: number;
}

export interface Reachability {
  readonly breaches: readonly Breach[];
  readonly secondHubs: readonly SecondHub[];
  readonly claims: readonly Claim[];
}

/** @param index of the sites' node networks in the order of the sites, for a caller that has one already */
export function reachability(facts: NetworkFacts, index = indexOf(facts.sites)): Reachability {
  const { sites } = facts;
  return { breaches: breaches(sites, index), secondHubs: secondHubs(facts), claims: claims(sites, index) };
}

function indexOf(sites: readonly SiteFacts[]): AddressIndex {
  return addressIndex(sites.flatMap(({ nodes }) => nodes));
}

/** The site of each network of the index. */
function ownersOf(sites: readonly SiteFacts[]): readonly number[] {
  return sites.flatMap(({ nodes }, site) => nodes.map(() => site));
}

function breaches(sites: readonly SiteFacts[], index: AddressIndex): readonly Breach[] {
  const links = directLinks(sites, index);
  if (links.length === 0) return [];
  const components = new Components(sites.length);
  const crossings: DirectLink[] = [];
  for (const link of links) {
    components.join(link.from, link.to);
    if (sites[link.from]?.cluster !== sites[link.to]?.cluster) crossings.push(link);
  }
  const clusters = new Map(crossings.map(({ from }): [number, Set<string>] => [components.rootOf(from), new Set()]));
  if (clusters.size === 0) return [];
  for (const [site, { cluster }] of sites.entries()) clusters.get(components.rootOf(site))?.add(cluster);
  return crossings.map((link) => ({ link, clusters: clusters.get(components.rootOf(link.from))?.size ?? 0 }));
}

function directLinks(sites: readonly SiteFacts[], networks: AddressIndex): readonly DirectLink[] {
  const links: DirectLink[] = [];
  const bySegment = new Map<number, number>();
  const owners = ownersOf(sites);
  for (const [index, { segments, nodes, addresses }] of sites.entries()) {
    for (const segment of segments) {
      const first = bySegment.get(segment);
      if (first === undefined) bySegment.set(segment, index);
      else if (first !== index) links.push({ kind: "segment", from: index, to: first });
    }
    for (const address of addresses) {
      if (nodes.some((network) => holdsAddress(network, address))) continue;
      const other = networks.holding(address);
      if (other !== undefined) links.push({ kind: "address", from: index, to: owners[other] as number });
    }
  }
  for (const { inner, outer } of networks.nestings()) {
    links.push({ kind: "overlap", from: owners[inner] as number, to: owners[outer] as number });
  }
  return links;
}

function secondHubs({ sites, regions }: NetworkFacts): readonly SecondHub[] {
  const linked = new Map<number, number[]>();
  const link = (site: number, region: number, hub: number) => {
    const key = region * regions.length + hub;
    const known = linked.get(key);
    if (known) known.push(site);
    else linked.set(key, [site]);
  };
  const isShared = regions.map((own, region) =>
    regions.some((other, hub) => hub !== region && (own.asn === other.asn || meet(own.supernets, other.supernets))),
  );
  for (const [site, { region, nodes }] of sites.entries()) {
    const own = regions[region] as RegionFacts;
    const isInside = nodes.every((network) => own.supernets.some((supernet) => contains(supernet, network)));
    if (!isShared[region] && isInside) continue;
    for (const [hub, other] of regions.entries()) {
      if (hub !== region && (own.asn === other.asn || meet(nodes, other.supernets))) link(site, region, hub);
    }
  }
  return [...linked].map(([key, members]) => {
    const [region, hub] = [Math.floor(key / regions.length), key % regions.length];
    return { kind: regions[region]?.asn === regions[hub]?.asn ? "asn" : "supernet", region, hub, sites: members };
  });
}

function meet(some: readonly Cidr[], others: readonly Cidr[]): boolean {
  return some.some((one) => others.some((other) => overlaps(one, other)));
}

function claims(sites: readonly SiteFacts[], networks: AddressIndex): readonly Claim[] {
  // Most sites share the networks inside them, so nearly all are looked up once.
  const victimsOf = new Map<Cidr, number>();
  const found: Claim[] = [];
  const owners = ownersOf(sites);
  let first = 0;
  for (const [site, { inner, nodes }] of sites.entries()) {
    const own = nodes.map((_, at) => first + at);
    first += nodes.length;
    for (const network of inner) {
      let all = victimsOf.get(network);
      if (all === undefined) {
        all = networks.touching(network).victims;
        victimsOf.set(network, all);
      }
      if (all === 0) continue;
      // That a site covers its own servers is a fault of that site alone (FLT-NET-005).
      const { victim, victims } = networks.touching(network, own);
      if (victim !== undefined) found.push({ site, network, victim: owners[victim] as number, victims });
    }
  }
  return found;
}
