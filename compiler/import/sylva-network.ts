/** The networks of a Sylva cluster: what all servers share, and the interfaces that a group of them has. */

import { formatCidr, networkOf, parseAddress } from "../../model/network.ts";
import { type InterfaceDraft, unknown } from "./draft.ts";
import type { Field } from "./field.ts";
import { macText } from "./host-fields.ts";

export interface PrimaryNetwork {
  readonly subnet: string | undefined;
  readonly gateway: string | undefined;
  /** Undefined when the file names none here; a group of servers may name its own. */
  readonly interface: Field;
  /** For bonds and cards that say nothing themselves. */
  readonly settings: Field;
}

/** `networks.primary`, or the older `primary_pool_*`, of `cluster.capm3`. */
export function readPrimaryNetwork(capm3: Field, to: string): PrimaryNetwork {
  const primary = capm3.at("networks", "primary");
  const old = (name: string) => capm3.at(`primary_pool_${name}`);
  const [address, prefix] = [old("network"), old("prefix")];
  const range = prefix.text === undefined ? undefined : cidrText(address.text ?? "", prefix.text);
  if (range !== undefined) for (const each of [address, prefix]) each.carry(`${to}.network.nodes`, `as ${range}`);
  return {
    subnet: primary.at("subnet").take(`${to}.network.nodes`) ?? range,
    gateway: (primary.at("gateway").exists ? primary.at("gateway") : old("gateway")).take(`${to}.network.gateway`),
    interface: primary.at("interface"),
    settings: capm3.at("default_network_settings"),
  };
}

function cidrText(address: string, prefix: string): string | undefined {
  const first = parseAddress(address);
  const bits = /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN;
  if (first === undefined || !(bits <= (typeof first === "number" ? 32 : 128))) return undefined;
  return formatCidr(networkOf(first, bits));
}

/** What the interfaces of one server are made from. */
export interface InterfaceSources {
  /** `network_interfaces` of the server's group: names to links. */
  readonly links: Field;
  /** `interface_mappings` of the server: names to MAC addresses. */
  readonly mappings: Field;
  readonly settings: Field;
  /** The host in the zone file, like `sites[0].hosts[0]`. */
  readonly to: string;
}

/** Bonds, their VLANs and cards; undefined when the file names none. */
export function readLinks({ links, mappings, settings, to }: InterfaceSources): InterfaceDraft[] | undefined {
  const drafts = links.entries.flatMap(([name, link]) => {
    const place = `${to}.interfaces[${name}]`;
    const type = link.at("type").text === "phy" ? "ethernet" : link.at("type").text;
    if (type !== "ethernet" && type !== "bond") {
      link.leaveOut("no type of interface in a zone file", "use ethernet, bond, vlan or linux-bridge");
      return [];
    }
    link.at("type").carry(`${place}.type`, type === link.at("type").text ? undefined : `as ${type}`);
    const draft: InterfaceDraft = { name, type };
    const card = mappings.at(name, "mac_address").take(`${place}.mac`, macText);
    if (card !== undefined) draft.mac = card;
    if (type === "bond") {
      draft.members = link.at("interfaces").takeList(`${place}.members`) ?? [];
      draft.mode = (link.at("bond_mode").exists ? link : settings).at("bond_mode").take(`${place}.mode`) ?? unknown;
    }
    const mtu = (link.at("mtu").exists ? link : settings).at("mtu").takeNumber(`${place}.mtu`);
    if (mtu !== undefined) draft.mtu = mtu;
    return [draft, ...readVlans(name, link.at("vlans"), to)];
  });
  return drafts.length > 0 ? drafts : undefined;
}

/** A link's VLANs are called as Sylva calls them in `networks`: `bond0.13`. */
function readVlans(name: string, vlans: Field, to: string): readonly InterfaceDraft[] {
  return vlans.items.map((vlan) => {
    const place = `${to}.interfaces[${name}.${vlan.at("id").text ?? unknown}]`;
    const id = vlan.at("id").takeNumber(`${place}.id`) ?? unknown;
    const mtu = vlan.at("mtu").takeNumber(`${place}.mtu`);
    return { name: `${name}.${id}`, type: "vlan", members: [name], id, ...(mtu !== undefined && { mtu }) };
  });
}
