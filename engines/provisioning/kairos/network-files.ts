import type { HostTemplateKey, HostVariables } from "./host-facts.ts";
import type { StageFile } from "./stage-file.ts";

const FOLDER = "/etc/systemd/network";

/**
 * The fixed address of a host for systemd-networkd, on the interface with its MAC address. The names
 * sort before the DHCP settings that Kairos images bring. With a VLAN the address goes onto the tagged
 * interface, which inherits the MAC address: only the type tells the two apart. Other name servers than the gateway stand in
 * a drop-in of host-settings.ts, because they can change on a living host. A host that is more than that brings its files
 * in the key.
 */
export function networkFiles(
  { isTagged, interfaces }: HostTemplateKey,
  { mac, address, prefix, gateway, vlan }: HostVariables,
): readonly StageFile[] {
  if (interfaces) return interfaces.map(({ name, content }) => ({ path: `${FOLDER}/${name}`, content }));
  const card = `[Match]\nMACAddress=${mac}\nType=ether\n`;
  const addressing = `[Network]\nAddress=${address}/${prefix}\nGateway=${gateway}\nDNS=${gateway}\n`;
  const file = (name: string, content: string): StageFile => ({ path: `${FOLDER}/${name}`, content });
  if (!isTagged) return [file("05-flotilla.network", `${card}\n${addressing}`)];
  return [
    file("05-flotilla.network", `${card}\n[Network]\nVLAN=vlan${vlan}\nLinkLocalAddressing=no\n`),
    file("05-flotilla-vlan.netdev", `[NetDev]\nName=vlan${vlan}\nKind=vlan\n\n[VLAN]\nId=${vlan}\n`),
    file("06-flotilla-vlan.network", `[Match]\nName=vlan${vlan}\n\n${addressing}`),
  ];
}
