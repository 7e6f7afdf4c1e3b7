/** The interfaces of a host as files of systemd-networkd. */

import type { Host } from "../../constructs/host.ts";
import type { HostInterface } from "../../constructs/host-interfaces.ts";
import { isIpv6 } from "../../model/network.ts";

/** A file of /etc/systemd/network. */
export interface NetworkdFile {
  readonly name: string;
  readonly content: string;
}

/**
 * Files for every interface of a host (systemd.network(5), systemd.netdev(5)): what is made (bond, VLAN, bridge) as a
 * netdev, and the settings of each. The names sort before the DHCP settings that images bring.
 *
 * @param nodeFile name of the file of the interface with the node's address, to which drop-ins of name servers belong
 */
export function networkdFiles(host: Host, nodeFile: string): readonly NetworkdFile[] {
  const { interfaces } = host;
  return interfaces.flatMap((each) => {
    const name = each.isNodeInterface ? nodeFile : `05-flotilla-${each.name}.network`;
    const settings = { name, content: networkFile(each, host) };
    return each.type === "ethernet"
      ? [settings]
      : [{ name: `05-flotilla-${each.name}.netdev`, content: netdev(each) }, settings];
  });
}

const KINDS = { bond: "bond", vlan: "vlan", "linux-bridge": "bridge" } as const;

function netdev({ name, type, id, mode, mtu }: HostInterface): string {
  const own = {
    ethernet: "",
    // Without a look at the carrier a bond never leaves a dead member.
    bond: `[Bond]\nMode=${mode}\nMIIMonitorSec=100ms\n`,
    vlan: `[VLAN]\nId=${id}\n`,
    "linux-bridge": "",
  }[type];
  const lines = [`Name=${name}`, `Kind=${type === "ethernet" ? "" : KINDS[type]}`, ...(mtu ? [`MTUBytes=${mtu}`] : [])];
  return sections(`[NetDev]\n${lines.join("\n")}\n`, own);
}

function networkFile(each: HostInterface, host: Host): string {
  const { network } = host.site;
  const addresses = each.addresses.map((address) => `Address=${address}`);
  // A router serves names too, unless a drop-in names others.
  const gateways = each.isNodeInterface
    ? network.gateways.flatMap((gateway) => [`Gateway=${gateway}`, `DNS=${gateway}`])
    : [];
  const uses = host.interfaces.flatMap((user) => useOf(user, each));
  // Where addresses are fixed no router may add others, and what carries nothing but tags has none at all.
  const fixed = addresses.some(isIpv6Line) ? ["IPv6AcceptRA=no"] : [];
  const bare = addresses.length === 0 ? ["LinkLocalAddressing=no"] : [];
  const lines = [...uses, ...addresses, ...gateways, ...fixed, ...bare];
  return sections(
    match(each, host),
    each.mtu === undefined ? "" : `[Link]\nMTUBytes=${each.mtu}\n`,
    `[Network]\n${lines.join("\n")}\n`,
    ...each.routes.map(({ destination, gateway, metric }) => {
      const rest = metric === undefined ? "" : `Metric=${metric}\n`;
      return `[Route]\nDestination=${destination}\nGateway=${gateway}\n${rest}`;
    }),
  );
}

function isIpv6Line(line: string): boolean {
  return isIpv6(line);
}

/** How an interface that is made of this one says so. */
function useOf({ name, type, members }: HostInterface, each: HostInterface): readonly string[] {
  if (type === "ethernet" || !members.includes(each.name)) return [];
  return [`${{ bond: "Bond", vlan: "VLAN", "linux-bridge": "Bridge" }[type]}=${name}`];
}

/**
 * A card is found by its MAC address, and by the one it was made with where a bond gives it another; tagged interfaces
 * inherit the address, so only the type tells a card apart.
 */
function match({ name, type, mac }: HostInterface, { interfaces }: Host): string {
  if (type !== "ethernet" || mac === undefined) return `[Match]\nName=${name}\n`;
  const isBonded = interfaces.some((each) => each.type === "bond" && each.members.includes(name));
  return `[Match]\n${isBonded ? "PermanentMACAddress" : "MACAddress"}=${mac}\nType=ether\n`;
}

function sections(...texts: readonly string[]): string {
  return texts.filter((text) => text !== "").join("\n");
}
