/** What of a site its region's plan gives, and what the site states itself. */

import type { AddressLine } from "../../model/address-lock-file.ts";
import type { NetworkPlanSpec } from "../../model/network-plan-file.ts";
import type { HostFile, SiteFile } from "../../model/zone-file.ts";

/** What the line of a site holds besides its node networks. */
export interface SiteNeeds {
  readonly vip: boolean;
  readonly ingressVip: boolean;
  readonly vlan: boolean;
  readonly pods: boolean;
  readonly services: boolean;
  /** Keys of the line's hosts. */
  readonly hosts: readonly string[];
}

export function isAllocated(site: SiteFile): boolean {
  return site.network.nodes === "auto";
}

/**
 * A cluster gets a virtual address even while one server has the control plane: the address is in certificates, and more
 * servers may follow.
 */
export function needsOf({ kind, network, hosts }: SiteFile, plan: NetworkPlanSpec): SiteNeeds {
  const isCluster = kind === "cluster";
  return {
    vip: network.vip === "auto" || (network.vip === undefined && isCluster),
    ingressVip: network.ingressVip === "auto",
    vlan: network.vlan === undefined && plan.vlans !== undefined,
    pods: network.pods === undefined && plan.pods !== undefined && isCluster,
    services: network.services === undefined && plan.services !== undefined && isCluster,
    hosts: hosts.flatMap(addressKeys),
  };
}

/** Keys of the addresses of a host that it does not state: its own, and those of its nodes. */
function addressKeys(host: HostFile): readonly string[] {
  const nodes = (host.nodes ?? []).filter(({ address }) => address === "auto");
  return [...(host.address === "auto" ? [host.name] : []), ...nodes.map(({ name }) => nodeKey(host.name, name))];
}

export function nodeKey(host: string, node: string): string {
  return `${host}/${node}`;
}

/** Addresses that the site states itself, of any network. */
export function statedAddresses({ network, hosts }: SiteFile): readonly string[] {
  const { vip, ingressVip, gateway, dns = [] } = network;
  const given = [
    vip,
    ingressVip,
    gateway,
    dns,
    ...hosts.flatMap((host) => [host.address, ...(host.nodes ?? []).map(({ address }) => address)]),
  ];
  return given.flat().filter((each): each is string => each !== undefined && each !== "auto" && each !== "none");
}

/** VLANs that the site states itself, those of single interfaces among them. */
export function statedVlans({ network, hosts }: SiteFile): readonly number[] {
  const ids = hosts.flatMap(({ interfaces = [] }) => interfaces.flatMap(({ id }) => id ?? []));
  return network.vlan === undefined ? ids : [network.vlan, ...ids];
}

const partNames = ["vip", "ingressVip", "vlan", "pods", "services"] as const;

/** What the line does not have yet: names of its fields, and keys of its hosts. */
export function missingParts(needs: SiteNeeds, line: AddressLine): readonly string[] {
  return [
    ...partNames.filter((part) => needs[part] && line[part] === undefined),
    ...needs.hosts.filter((key) => line.hosts[key] === undefined),
  ];
}

/** Where the line has what the site does not take from it any more. */
export function surplusParts(needs: SiteNeeds, line: AddressLine): readonly (readonly string[])[] {
  return [
    ...partNames.filter((part) => !needs[part] && line[part] !== undefined).map((part) => [part]),
    ...Object.keys(line.hosts)
      .filter((key) => !needs.hosts.includes(key))
      .map((key) => ["hosts", key]),
  ];
}
