/** The interfaces of a host in full, whichever form its file uses. */

import type { InterfaceSpec, RouteSpec } from "../model/interface-file.ts";
import type { Host } from "./host.ts";

/** An interface with every list filled in. */
export interface HostInterface {
  readonly name: string;
  readonly type: InterfaceSpec["type"];
  /** An ethernet interface without one is found by its name. */
  readonly mac: string | undefined;
  /** bond and linux-bridge: what belongs to it; vlan: the one it lies on. */
  readonly members: readonly string[];
  /** Of a bond. */
  readonly mode: InterfaceSpec["mode"];
  /** Of a vlan. */
  readonly id: number | undefined;
  readonly mtu: number | undefined;
  /** With the prefix length: `10.44.12.11/26`. */
  readonly addresses: readonly string[];
  /** Besides the default route. */
  readonly routes: readonly RouteSpec[];
  /** It has the address of the node; default route and name servers belong to it. */
  readonly isNodeInterface: boolean;
}

/** The card of a host that names none; engines find it by its MAC address. */
const CARD = "nic0";

/**
 * All interfaces, members before what is made of them. The short form is one card with the host's MAC address, which has
 * the host's addresses or, where the site has a VLAN, carries a tagged interface that has them.
 */
export function hostInterfaces(host: Host): readonly HostInterface[] {
  const { network } = host.site;
  const given = host.spec.interfaces;
  const own = host.addresses.map((address) => network.withPrefix(address));
  const onNode = { mtu: network.mtu, addresses: own, routes: network.routes, isNodeInterface: true };
  if (given) return inOrder(given.map((each) => full(each, host)));
  const card: HostInterface = { ...nothing, name: CARD, type: "ethernet", mac: host.mac };
  if (network.vlan === undefined) return [{ ...card, ...onNode }];
  const name = `vlan${network.vlan}`;
  // A card must let pass what its VLAN sends.
  return [
    { ...card, mtu: network.mtu },
    { ...nothing, name, type: "vlan", members: [CARD], id: network.vlan, ...onNode },
  ];
}

const nothing = {
  mac: undefined,
  members: [],
  mode: undefined,
  id: undefined,
  mtu: undefined,
  addresses: [],
  routes: [],
  isNodeInterface: false,
} as const;

function full(given: InterfaceSpec, { addresses, site: { network } }: Host): HostInterface {
  const own = given.addresses ?? [];
  const isNodeInterface = own.some((each) => addresses.includes(each.slice(0, each.indexOf("/"))));
  const routes = given.routes ?? [];
  return {
    name: given.name,
    type: given.type,
    mac: given.mac,
    members: given.members ?? [],
    mode: given.mode,
    id: given.id,
    mtu: given.mtu ?? (isNodeInterface ? network.mtu : undefined),
    addresses: own,
    routes: isNodeInterface ? [...network.routes, ...routes] : routes,
    isNodeInterface,
  };
}

/** Members first; interfaces in a circle, which a rule refuses, keep the order of the file. */
function inOrder(interfaces: readonly HostInterface[]): readonly HostInterface[] {
  const left = [...interfaces];
  const done = new Set<string>();
  const ordered: HostInterface[] = [];
  while (left.length > 0) {
    const at = left.findIndex(({ members }) => members.every((member) => done.has(member)));
    const [next] = left.splice(Math.max(at, 0), 1) as [HostInterface];
    done.add(next.name);
    ordered.push(next);
  }
  return ordered;
}
