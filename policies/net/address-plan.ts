/** The addresses of a fleet as numbers, read once for all rules on networks. */

import type { Region } from "../../constructs/region.ts";
import type { Site } from "../../constructs/site.ts";
import type { Cidr } from "../../model/network.ts";
import { perEvaluation } from "../per-evaluation.ts";
import type { RuleContext } from "../rule.ts";
import { type AddressIndex, addressIndex } from "./address-index.ts";
import { requireAddress, requireCidr } from "./read-address.ts";

/** The networks of one site as numbers. */
export interface SiteAddresses {
  readonly site: Site;
  readonly nodes: Cidr;
  readonly pods: Cidr | undefined;
  readonly services: Cidr | undefined;
  readonly vip: number | undefined;
  /** In the order of the site's hosts. */
  readonly hosts: readonly number[];
}

export interface RegionAddresses {
  readonly region: Region;
  readonly supernet: Cidr;
}

export interface AddressPlan {
  readonly sites: readonly SiteAddresses[];
  readonly regions: readonly RegionAddresses[];
  /** Of the node networks, in the order of `sites`. */
  readonly index: AddressIndex;
  readonly bySite: ReadonlyMap<Site, SiteAddresses>;
}

/**
 * Every address that the fleet declares, read once for all rules on networks. Throws a RangeError
 * for a text that is no address; files cannot hold one, programs can.
 */
export const addressPlan = perEvaluation((fleet): AddressPlan => {
  const networks = new Map<string, Cidr>();
  const network = (text: string): Cidr => {
    let known = networks.get(text);
    if (!known) {
      known = requireCidr(text);
      networks.set(text, known);
    }
    return known;
  };
  const regions = fleet.regions.map((region) => ({ region, supernet: network(region.spec.network.supernet) }));
  const sites = regions.flatMap(({ region }) =>
    region.sites.map((site) => {
      const { nodes, pods, services, vip } = site.spec.network;
      return {
        site,
        nodes: requireCidr(nodes),
        pods: pods === undefined ? undefined : network(pods),
        services: services === undefined ? undefined : network(services),
        vip: vip === undefined ? undefined : requireAddress(vip),
        hosts: site.hosts.map((host) => requireAddress(host.spec.address)),
      };
    }),
  );
  return {
    sites,
    regions,
    index: addressIndex(sites.map(({ nodes }) => nodes)),
    bySite: new Map(sites.map((each) => [each.site, each])),
  };
});

/** The networks of one site, out of the plan of its fleet. */
export function siteAddresses(site: Site, context: RuleContext): SiteAddresses {
  return addressPlan(site.region.fleet, context).bySite.get(site) as SiteAddresses;
}

/** Network and broadcast address cannot be a server's; networks of one or two addresses have none (RFC 3021). */
export function isUsable({ first, last, prefix }: Cidr, address: number): boolean {
  return address >= first && address <= last && (prefix >= 31 || (address !== first && address !== last));
}
