/** The address by which a node of a site is known, and the network of the nodes, from the addresses of interfaces. */

import {
  type Cidr,
  formatCidr,
  holdsAddress,
  isIpv6,
  parseAddress,
  parseInterfaceAddress,
} from "../../model/network.ts";
import type { InterfaceDraft, OneOrPair } from "./draft.ts";
import type { NodeNetwork } from "./nmstate.ts";
import { oneOrPair } from "./site-values.ts";

/** An address of an interface with the length of its prefix. */
interface Candidate {
  readonly name: string;
  readonly text: string;
}

/**
 * Of each family the address inside the machines' networks, or else that of the interface with a default route, or else
 * the only one. Undefined when that leaves a choice or nothing: the kubelet's own choice is not guessed.
 *
 * @param machines networks of the nodes, as far as the input says them
 */
export function nodeAddresses({ interfaces = [], uplinks }: NodeNetwork, machines: readonly Cidr[]): readonly string[] {
  const candidates = interfaces.flatMap(candidatesOf);
  return [false, true].flatMap((ipv6) => {
    const family = candidates.filter(({ text }) => isIpv6(text) === ipv6);
    const inside = family.filter(({ text }) => machines.some((each) => holds(each, text)));
    const onUplink = family.filter(({ name }) => uplinks.has(name));
    const choice = machines.length > 0 ? inside : onUplink.length > 0 ? onUplink : family;
    return choice.length === 1 ? choice.map(({ text }) => text) : [];
  });
}

/** `10.44.12.11/26` without its prefix; one value or a pair. */
export function withoutPrefix(addresses: readonly string[]): OneOrPair | undefined {
  return oneOrPair(addresses.map((text) => text.split("/")[0] ?? text));
}

/** The networks that the addresses lie in. */
export function networksOf(addresses: readonly string[]): OneOrPair | undefined {
  const networks = addresses.flatMap((text) => parseInterfaceAddress(text)?.network ?? []);
  return oneOrPair(networks.map(formatCidr));
}

function candidatesOf({ name, addresses = [] }: InterfaceDraft): readonly Candidate[] {
  const isLinkLocal = (text: string) => /^fe[89ab][0-9a-f]:/i.test(text);
  return addresses.filter((text) => !isLinkLocal(text)).map((text) => ({ name, text }));
}

function holds(network: Cidr, text: string): boolean {
  const address = parseAddress(text.split("/")[0] ?? text);
  return address !== undefined && holdsAddress(network, address);
}
