/** The line of one site: what it has, and what it needs besides. */

import type { AddressLine } from "../../model/address-lock-file.ts";
import { type Cidr, formatAddress, offset, parseAddress, parseCidr, sizeOf } from "../../model/network.ts";
import type { NetworkPlanSpec } from "../../model/network-plan-file.ts";
import { places, sharedRange } from "../../model/planned-network.ts";
import type { SiteFile } from "../../model/zone-file.ts";
import type { AddressPools } from "./address-pools.ts";
import { type SiteNeeds, statedAddresses } from "./site-needs.ts";

type OneOrPair = AddressLine["nodes"];

interface LineRequest {
  readonly site: SiteFile;
  readonly needs: SiteNeeds;
  readonly plan: NetworkPlanSpec;
  /** What it has and keeps. */
  readonly kept: AddressLine | undefined;
  /** What it had before this run: nothing of it goes to another host of the site now. */
  readonly before: AddressLine | undefined;
  readonly pools: AddressPools;
}

/** @returns undefined when no network is left; a line without what else was not left */
export function allocateLine({ site, needs, plan, kept, before, pools }: LineRequest): AddressLine | undefined {
  const nodes = kept?.nodes ?? oneOrPair(pools.takeNetworks("nodes", site.name));
  if (nodes === undefined) return undefined;
  const range = (field: "pods" | "services"): OneOrPair | undefined => {
    if (!needs[field]) return undefined;
    return kept?.[field] ?? oneOrPair(sharedRange(plan[field]) ?? pools.takeNetworks(field, site.name));
  };
  const vlan = needs.vlan ? (kept?.vlan ?? pools.takeVlan(site.name)) : undefined;
  const [pods, services] = [range("pods"), range("services")];
  const networks = [nodes].flat().flatMap((text) => parseCidr(text) ?? []);
  const room = new AddressRoom(networks, [...statedAddresses(site), ...addressesOf(kept), ...addressesOf(before)]);
  // kube-vip holds one address for the API, so a pair of families has it in the first.
  const vip = needs.vip ? (kept?.vip ?? room.take(places.vip, 1)) : undefined;
  const ingressVip = needs.ingressVip ? (kept?.ingressVip ?? room.take(places.ingressVip)) : undefined;
  const hosts = [...needs.hosts].sort().flatMap((key): readonly (readonly [string, OneOrPair])[] => {
    const address = kept?.hosts[key] ?? room.take(places.hosts);
    return address === undefined ? [] : [[key, address]];
  });
  return {
    nodes,
    ...(vlan !== undefined && { vlan }),
    ...(pods !== undefined && { pods }),
    ...(services !== undefined && { services }),
    ...(vip !== undefined && { vip }),
    ...(ingressVip !== undefined && { ingressVip }),
    hosts: Object.fromEntries(hosts),
  };
}

function addressesOf(line: AddressLine | undefined): readonly string[] {
  return line ? [line.vip ?? [], line.ingressVip ?? [], ...Object.values(line.hosts)].flat() : [];
}

/** Free addresses of a site's node networks, the same place in each family. */
class AddressRoom {
  readonly #networks: readonly Cidr[];
  readonly #taken: Set<number | bigint>;

  constructor(networks: readonly Cidr[], taken: readonly string[]) {
    this.#networks = networks;
    this.#taken = new Set(taken.flatMap((text) => parseAddress(text) ?? []));
  }

  /**
   * The first free address from a place on.
   *
   * @param families how many of them, the first ones
   */
  take(place: number, families = 2): OneOrPair | undefined {
    const networks = this.#networks.slice(0, families);
    // The last address of IPv4 is that of all.
    const places = Math.min(...this.#networks.map((network) => sizeOf(network) - 1));
    for (let each = place; each < places; each++) {
      const found = networks.map(({ first }) => offset(first, each));
      if (found.some((address) => this.#taken.has(address))) continue;
      for (const address of found) this.#taken.add(address);
      return oneOrPair(found.map(formatAddress));
    }
    return undefined;
  }
}

function oneOrPair(texts: string | readonly string[] | undefined): OneOrPair | undefined {
  if (texts === undefined || typeof texts === "string") return texts;
  const [first, second] = texts;
  return first === undefined || second === undefined ? first : [first, second];
}
