/** The addresses of a fleet as numbers, read once for all rules on networks. */

import type { Host } from "../../constructs/host.ts";
import type { Region } from "../../constructs/region.ts";
import type { Site } from "../../constructs/site.ts";
import { type Address, type Cidr, contains, holdsAddress } from "../../model/network.ts";
import { perEvaluation } from "../per-evaluation.ts";
import type { RuleContext } from "../rule.ts";
import { type AddressIndex, addressIndex } from "./address-index.ts";
import { requireAddress, requireCidr } from "./read-address.ts";

/** A network or an address with the text that it was written as. */
export interface Named<T> {
  readonly text: string;
  readonly value: T;
}

/** An address of a server or of a node on it. */
export interface HostAddress extends Named<Address> {
  readonly host: Host;
  /** Where it stands, from the host. */
  readonly steps: readonly (string | number)[];
}

/** The networks of one site as numbers; each list has one or two of them, IPv4 first, or none. */
export interface SiteAddresses {
  readonly site: Site;
  readonly nodes: readonly Named<Cidr>[];
  readonly pods: readonly Named<Cidr>[];
  readonly services: readonly Named<Cidr>[];
  readonly vips: readonly Named<Address>[];
  readonly ingressVips: readonly Named<Address>[];
  /** In the order of the site's hosts. */
  readonly hosts: readonly HostAddress[];
}

export interface RegionAddresses {
  readonly region: Region;
  readonly supernets: readonly Named<Cidr>[];
}

/** One of a site's node networks; `site` is the position of its site in the plan. */
export interface NodeNetworkOfSite extends Named<Cidr> {
  readonly site: number;
}

export interface AddressPlan {
  readonly sites: readonly SiteAddresses[];
  readonly regions: readonly RegionAddresses[];
  /** All node networks, in the order of `sites`. */
  readonly networks: readonly NodeNetworkOfSite[];
  /** Of `networks`. */
  readonly index: AddressIndex;
  readonly bySite: ReadonlyMap<Site, SiteAddresses>;
}

/**
 * Every address that the fleet declares, read once for all rules on networks. Throws a RangeError
 * for a text that is no address; files cannot hold one, programs can.
 */
export const addressPlan = perEvaluation((fleet): AddressPlan => {
  const known = new Map<string, Named<Cidr>>();
  const shared = (text: string): Named<Cidr> => {
    let network = known.get(text);
    if (!network) {
      network = { text, value: requireCidr(text) };
      known.set(text, network);
    }
    return network;
  };
  const regions = fleet.regions.map((region) => ({ region, supernets: region.supernets.map(shared) }));
  const sites = regions.flatMap(({ region }) =>
    region.sites.map((site): SiteAddresses => {
      const { nodes, pods, services, vips, ingressVips } = site.network;
      return {
        site,
        nodes: nodes.map((text) => ({ text, value: requireCidr(text) })),
        pods: pods.map(shared),
        services: services.map(shared),
        vips: vips.map(named),
        ingressVips: ingressVips.map(named),
        hosts: site.hosts.flatMap(addressesOf),
      };
    }),
  );
  const networks = sites.flatMap(({ nodes }, site) => nodes.map((network) => ({ ...network, site })));
  return {
    sites,
    regions,
    networks,
    index: addressIndex(networks.map(({ value }) => value)),
    bySite: new Map(sites.map((each) => [each.site, each])),
  };
});

function named(text: string): Named<Address> {
  return { text, value: requireAddress(text) };
}

function addressesOf(host: Host): readonly HostAddress[] {
  const { addresses } = host;
  const steps = (index: number) => (typeof host.spec.address === "string" ? ["address"] : ["address", index]);
  const own = addresses.map((text, index) => ({ ...named(text), host, steps: steps(index) }));
  if (!host.spec.nodes) return own;
  const ofNodes = host.spec.nodes.flatMap(({ address }, at) =>
    [address].flat().map((text) => ({ ...named(text), host, steps: ["nodes", at, "address"] })),
  );
  return [...own, ...ofNodes.filter(({ text }) => !addresses.includes(text))];
}

/** The networks of one site, out of the plan of its fleet. */
export function siteAddresses(site: Site, context: RuleContext): SiteAddresses {
  return addressPlan(site.region.fleet, context).bySite.get(site) as SiteAddresses;
}

/** The network of the list that is of the address's family. */
export function ofFamily(networks: readonly Named<Cidr>[], address: Address): Named<Cidr> | undefined {
  return networks.find(({ value }) => typeof value.first === typeof address);
}

/**
 * Network and broadcast address cannot be a server's; networks of one or two addresses have none (RFC 3021). IPv6 has no
 * broadcast, and its first address is any router's (RFC 4291, 2.6.1).
 */
export function isUsable({ first, last, prefix }: Cidr, address: Address): boolean {
  if (address < first || address > last) return false;
  if (typeof first === "bigint") return prefix >= 127 || address !== first;
  return prefix >= 31 || (address !== first && address !== last);
}

/**
 * Whether not an address but the node network is astray: it lies outside its region's supernets and has no server of the
 * site, while they all lie in a supernet. FLT-NET-003 tells it then, and every address would repeat it.
 */
export function isNetworkAstray(
  { site, hosts }: Pick<SiteAddresses, "site" | "hosts">,
  nodes: Cidr,
  address: Address,
): boolean {
  const supernets = site.region.supernets.map(requireCidr);
  if (supernets.some((each) => contains(each, nodes))) return false;
  const servers = hosts.map(({ value }) => value).filter((value) => typeof value === typeof address);
  return [address, ...servers].every(
    (value) => !holdsAddress(nodes, value) && supernets.some((each) => holdsAddress(each, value)),
  );
}
