/** The network of a server while the installer runs on it, as Ironic's ramdisk reads it. */

import type { Host } from "../../../constructs/host.ts";
import type { HostInterface } from "../../../constructs/host-interfaces.ts";
import type { JsonObject } from "../../../model/json.ts";
import { isIpv6 } from "../../../model/network.ts";

/**
 * OpenStack's network_data.json, as baremetal-operator hands it to Ironic (pkg/provisioner/ironic/register.go,
 * network_data; link and network fields as in cluster-api-provider-metal3 baremetal/metal3data_manager.go): the node's
 * interface and what it lies on, since a ramdisk from virtual media has no other way to its address than DHCP.
 */
export function installerNetwork(host: Host): JsonObject {
  const { network } = host.site;
  const node = host.interfaces.find((each) => each.isNodeInterface);
  const carrier = node && withoutBridge(node, host);
  return {
    links: carrier ? below(carrier, host).map((each) => link(each, host)) : [],
    networks: host.addresses.map((address, index) => addressOf(host, address, index, carrier?.name ?? "")),
    services: network.dns.map((address) => ({ type: "dns", address })),
  };
}

/** The ramdisk needs no bridge; the address goes onto what the bridge is made of. */
function withoutBridge(each: HostInterface, host: Host): HostInterface {
  const [member] = each.type === "linux-bridge" ? named(each.members, host) : [];
  return member ? withoutBridge(member, host) : each;
}

function named(names: readonly string[], { interfaces }: Host): readonly HostInterface[] {
  return interfaces.filter(({ name }) => names.includes(name));
}

/** The interface and all that it lies on, members first. */
function below(each: HostInterface, host: Host): readonly HostInterface[] {
  return [...named(each.members, host).flatMap((member) => below(member, host)), each];
}

function link({ name, type, mac, members, mode, id, mtu }: HostInterface, host: Host): JsonObject {
  const common = { id: name, ...(mtu !== undefined && { mtu }) };
  // The card of a host that names none is found by its MAC address alone.
  const hardware = mac === undefined ? { name } : { ethernet_mac_address: mac };
  if (type === "bond") {
    return { ...common, type: "bond", ...hardware, bond_links: members, bond_mode: mode ?? "active-backup" };
  }
  if (type === "vlan") {
    const [carrier = ""] = members;
    const below = mac ?? macBelow(carrier, host);
    return {
      ...common,
      type: "vlan",
      vlan_link: carrier,
      vlan_id: id ?? 0,
      ...(below !== undefined && { vlan_mac_address: below }),
    };
  }
  return { ...common, type: "phy", ...hardware };
}

function macBelow(name: string, host: Host): string | undefined {
  const [each] = named([name], host);
  return each?.mac ?? (each ? named(each.members, host).find(({ mac }) => mac !== undefined)?.mac : undefined);
}

function addressOf(host: Host, address: string, index: number, onto: string): JsonObject {
  const { network } = host.site;
  const isSix = isIpv6(address);
  const gateway = network.gateways.find((each) => isIpv6(each) === isSix);
  const prefix = Number(network.withPrefix(address).split("/")[1]);
  return {
    id: `nodes${index}`,
    type: isSix ? "ipv6" : "ipv4",
    link: onto,
    ip_address: address,
    netmask: isSix ? ipv6Mask(prefix) : ipv4Mask(prefix),
    routes:
      gateway === undefined ? [] : [{ network: isSix ? "::" : "0.0.0.0", netmask: isSix ? "::" : "0.0.0.0", gateway }],
  };
}

function ipv4Mask(prefix: number): string {
  return [0, 8, 16, 24].map((from) => 256 - 2 ** (8 - Math.min(Math.max(prefix - from, 0), 8))).join(".");
}

function ipv6Mask(prefix: number): string {
  const groups = Array.from({ length: 8 }, (_, index) => {
    const bits = Math.min(Math.max(prefix - 16 * index, 0), 16);
    return (65536 - 2 ** (16 - bits)).toString(16);
  });
  return groups.join(":").replace(/(:0)+$/, "::");
}
