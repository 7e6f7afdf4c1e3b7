/** A site as everybody but its author knows it: with the addresses that its line gives. */

import type { AddressLine } from "../../model/address-lock-file.ts";
import type { SiteNetworkSpec } from "../../model/site-network-file.ts";
import type { HostFile, HostSpec, SiteFile, SiteSpec } from "../../model/zone-file.ts";
import { isAllocated, nodeKey } from "./site-needs.ts";

type Address = HostSpec["address"];

/**
 * @param line of the site; nothing is missing in it
 * @returns the site itself where it states all addresses
 */
export function resolveSite(site: SiteFile, line: AddressLine | undefined): SiteSpec | undefined {
  if (!isAllocated(site)) return site;
  if (!line) return undefined;
  const { vip: _, ingressVip: __, ...stated } = site.network;
  const given = { vlan: line.vlan, pods: line.pods, services: line.services };
  const network = {
    ...withoutAbsent(given),
    ...stated,
    nodes: line.nodes,
    ...withoutAbsent({
      vip: virtual(site.network.vip, line.vip),
      ingressVip: virtual(site.network.ingressVip, line.ingressVip),
    }),
  } as SiteNetworkSpec;
  return { ...site, network, hosts: site.hosts.map((host) => resolveHost(host, line.hosts)) };
}

function virtual(stated: SiteFile["network"]["vip"], given: Address | undefined): Address | undefined {
  if (stated === "none") return undefined;
  return stated === undefined || stated === "auto" ? given : stated;
}

function resolveHost(host: HostFile, given: AddressLine["hosts"]): HostSpec {
  const addressOf = (stated: Address | "auto", key: string) => (stated === "auto" ? (given[key] as Address) : stated);
  const { nodes, ...own } = host;
  return {
    ...own,
    address: addressOf(host.address, host.name),
    ...(nodes && {
      nodes: nodes.map((node) => ({ ...node, address: addressOf(node.address, nodeKey(host.name, node.name)) })),
    }),
  };
}

function withoutAbsent(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
