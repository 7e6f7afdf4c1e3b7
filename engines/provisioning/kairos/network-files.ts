import type { Host } from "../../../constructs/host.ts";
import { nodeNetwork } from "../node-network.ts";
import type { StageFile } from "./stage-file.ts";

const FOLDER = "/etc/systemd/network";

/**
 * The fixed address of a host for systemd-networkd, on the interface with its MAC address. The names
 * sort before the DHCP settings that Kairos images bring. With a VLAN the address goes onto the tagged
 * interface, which inherits the MAC address: only the type tells the two apart.
 */
export function networkFiles(host: Host): readonly StageFile[] {
  const { prefix, gateway, dns, vlan } = nodeNetwork(host.site);
  const match = `[Match]\nMACAddress=${host.spec.mac}\nType=ether\n`;
  const address = `[Network]\nAddress=${host.spec.address}/${prefix}\nGateway=${gateway}\n${dns
    .map((server) => `DNS=${server}\n`)
    .join("")}`;
  const file = (name: string, content: string): StageFile => ({ path: `${FOLDER}/${name}`, content });
  if (vlan === undefined) return [file("05-flotilla.network", `${match}\n${address}`)];
  const tagged = `vlan${vlan}`;
  return [
    file("05-flotilla.network", `${match}\n[Network]\nVLAN=${tagged}\nLinkLocalAddressing=no\n`),
    file("05-flotilla-vlan.netdev", `[NetDev]\nName=${tagged}\nKind=vlan\n\n[VLAN]\nId=${vlan}\n`),
    file("06-flotilla-vlan.network", `[Match]\nName=${tagged}\n\n${address}`),
  ];
}
