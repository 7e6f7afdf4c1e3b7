/** Interfaces of a server in nmstate's words (nmstate.io, as ZTP's nodeNetwork has them) as those of a zone file. */

import { type InterfaceDraft, inOrder, unknown } from "./draft.ts";
import type { Field } from "./field.ts";
import { macText } from "./host-fields.ts";
import { readRoutes } from "./nmstate-routes.ts";
import type { SiteValues } from "./site-values.ts";

export interface NodeNetwork {
  /** Undefined when the input has none. */
  readonly interfaces: readonly InterfaceDraft[] | undefined;
  /** Names of the interfaces with a default route. */
  readonly uplinks: ReadonlySet<string>;
}

const sameName = "give each interface a name of its own, or take one of the two away";

/**
 * @param network `nodeNetwork`: `interfaces` with names and MAC addresses, `config` in nmstate's words
 * @param to the host in the zone file, like `sites[0].hosts[0]`
 */
export function readNodeNetwork(network: Field, to: string, site: SiteValues): NodeNetwork {
  const config = network.at("config");
  const drafts = new Map<string, InterfaceDraft>();
  const place = (name: string) => `${to}.interfaces[${name}]`;
  for (const item of config.at("interfaces").items) {
    const name = item.at("name").text ?? unknown;
    if (drafts.has(name)) item.leaveOut("another interface of the server has this name", sameName);
    else {
      const draft = readInterface(item, place(name));
      if (draft) drafts.set(name, draft);
    }
  }
  const ethernet = (name: string) => {
    const draft = drafts.get(name) ?? { name, type: "ethernet" };
    drafts.set(name, draft);
    return draft;
  };
  for (const item of network.at("interfaces").items) {
    const name = item.at("name").take(place(item.at("name").text ?? unknown));
    const card = ethernet(name ?? unknown);
    const mac = item.at("macAddress");
    if (card.mac !== undefined && macText(mac.text ?? "") !== card.mac)
      mac.leaveOut("the interface has another MAC address already", sameName);
    else {
      const address = mac.take(`${place(name ?? unknown)}.mac`, macText);
      if (address !== undefined) card.mac = address;
    }
  }
  // nmstate lets a bond name cards that stand nowhere else; a zone file has every interface once.
  for (const { members = [] } of [...drafts.values()]) for (const member of members) ethernet(member);
  const uplinks = readRoutes(config.at("routes", "config").items, drafts, place, site);
  site.offerList("dns", config.at("dns-resolver", "config", "server"));
  site.offerList("search", config.at("dns-resolver", "config", "search"));
  return { interfaces: drafts.size > 0 ? [...drafts.values()].map(inOrder) : undefined, uplinks };
}

function readInterface(item: Field, to: string): InterfaceDraft | undefined {
  const type = item.at("type").text ?? unknown;
  const readDetails = details[type];
  if (!readDetails) {
    item.leaveOut("no type of interface in a zone file", `use one of ${Object.keys(details).join(", ")}`);
    return undefined;
  }
  if (["down", "absent", "ignore"].includes(item.at("state").text ?? "up")) {
    item.leaveOut("an interface that is not up");
    return undefined;
  }
  item.at("state").carry(to, "every interface of a zone file is up");
  const draft: InterfaceDraft = { name: item.at("name").take(`${to}.name`) ?? unknown, type };
  item.at("type").carry(`${to}.type`);
  const card = item.at("mac-address").take(`${to}.mac`, macText) ?? item.at("macAddress").take(`${to}.mac`, macText);
  if (card !== undefined) draft.mac = card;
  readDetails(item, draft, to);
  const mtu = item.at("mtu").takeNumber(`${to}.mtu`);
  if (mtu !== undefined) draft.mtu = mtu;
  const addresses = [item.at("ipv4"), item.at("ipv6")].flatMap((family) => readAddresses(family, `${to}.addresses`));
  if (addresses.length > 0) draft.addresses = addresses;
  return draft;
}

/** What each type of interface has besides what all have. */
const details: Readonly<Record<string, (item: Field, draft: InterfaceDraft, to: string) => void>> = {
  ethernet: () => {},
  bond: (item, draft, to) => {
    const bond = item.at("link-aggregation");
    draft.members = bond.at("port").takeList(`${to}.members`) ?? bond.at("slaves").takeList(`${to}.members`) ?? [];
    draft.mode = bond.at("mode").take(`${to}.mode`) ?? unknown;
  },
  vlan: (item, draft, to) => {
    draft.members = [item.at("vlan", "base-iface").take(`${to}.members`) ?? unknown];
    draft.id = item.at("vlan", "id").takeNumber(`${to}.id`) ?? unknown;
  },
  "linux-bridge": (item, draft, to) => {
    draft.members = item.at("bridge", "port").items.flatMap((port) => port.at("name").take(`${to}.members`) ?? []);
  },
};

function readAddresses(family: Field, to: string): readonly string[] {
  const enabled = family.at("enabled");
  if (enabled.text === "false") {
    family.leaveOut("the family is switched off");
    enabled.carry(to, "no address of the family");
    return [];
  }
  const [dhcp, autoconf] = [family.at("dhcp"), family.at("autoconf")];
  for (const dynamic of [dhcp, autoconf]) {
    if (dynamic.text === "false") dynamic.carry(to, "addresses are fixed");
    else dynamic.leaveOut("addresses of a zone file are fixed", "give the interface the address that it is to have");
  }
  const addresses = family.at("address").items.flatMap((item) => {
    const ip = item.at("ip").take(to);
    if (ip === undefined) {
      item.leaveOut("there is no ip");
      return [];
    }
    const prefix = item.at("prefix-length").take(to);
    return [prefix === undefined ? ip : `${ip}/${prefix}`];
  });
  if (addresses.length > 0) enabled.carry(to, "an interface with addresses of the family");
  else
    enabled.leaveOut("the family is on and has no fixed address", "give the interface the address that it is to have");
  return addresses;
}
