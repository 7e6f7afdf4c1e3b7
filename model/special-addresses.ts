/** Addresses that no server, pod or service of a fleet can have, and hosts that are none. */

import { type Cidr, holdsAddress, overlaps, parseAddress, parseCidr } from "./network.ts";

type Use = "own host" | "loopback" | "link-local" | "multicast" | "reserved" | "IPv4 in IPv6";

/**
 * IANA's registries of special-purpose addresses (RFC 6890), without those for documentation and for carriers, which
 * laboratories and pods use. Kubernetes refuses the same of a node or an endpoint (ValidateNonSpecialIP,
 * pkg/apis/core/validation/validation.go).
 */
const ranges: readonly (readonly [text: string, use: Use, network: Cidr])[] = (
  [
    ["0.0.0.0/8", "own host"],
    ["127.0.0.0/8", "loopback"],
    ["169.254.0.0/16", "link-local"],
    ["224.0.0.0/4", "multicast"],
    ["240.0.0.0/4", "reserved"],
    ["::/128", "own host"],
    ["::1/128", "loopback"],
    ["::ffff:0:0/96", "IPv4 in IPv6"],
    ["fe80::/10", "link-local"],
    ["ff00::/8", "multicast"],
  ] as const
).map(([text, use]) => [text, use, parseCidr(text) as Cidr]);

/** What is said of each: `expected an address outside 224.0.0.0/4, which is multicast`. */
const meanings: Readonly<Record<Use, string>> = {
  "own host": "is no address of anything",
  loopback: "is each machine's own",
  "link-local": "ends at the next router",
  multicast: "is multicast",
  reserved: "is reserved",
  "IPv4 in IPv6": "is IPv4 written as IPv6",
};

/** The ranges as networks in text. */
export const specialRanges: readonly string[] = ranges.map(([text]) => text);

/** What a network would have to be instead, when one of the ranges has addresses of it. */
export function networkFault(text: string): string | undefined {
  const network = parseCidr(text);
  const [range, use] = (network && ranges.find(([, , each]) => overlaps(each, network))) ?? [];
  return use && `a network outside ${range}, which ${meanings[use]}`;
}

/**
 * What an address would have to be instead, when it lies in one of the ranges.
 *
 * @param isOneHop whether one of the own link will do, as of a router
 */
export function addressFault(text: string, isOneHop = false): string | undefined {
  const address = parseAddress(text);
  const [range, use] = (address !== undefined && ranges.find(([, , each]) => holdsAddress(each, address))) || [];
  return use === undefined || (isOneHop && use === "link-local")
    ? undefined
    : `an address outside ${range}, which ${meanings[use]}`;
}

/** Whether the text is a name or an address: a name whose last part is a number is a mistyped address (RFC 1123, 2.1). */
export function isHost(text: string): boolean {
  const host = /^\[(.*)\]$/.exec(text)?.[1] ?? text;
  return parseAddress(host) !== undefined || !(host.includes(":") || /(^|\.)(\d+|0x[0-9a-f]*)\.?$/i.test(host));
}

/** Whether a host can be reached by that name from another machine. */
export function isReachableHost(text: string): boolean {
  const host = /^\[(.*)\]$/.exec(text)?.[1] ?? text;
  return isHost(host) && addressFault(host) === undefined && !/(^|\.)localhost\.?$/i.test(host);
}

/** Whether a host is the machine itself, and so is asked by plain HTTP, as Docker and containerd do: nobody is on the way. */
export function isLoopback(host: string): boolean {
  const address = parseAddress(/^\[(.*)\]$/.exec(host)?.[1] ?? host);
  if (address === undefined) return host === "localhost";
  return ranges.some(([, use, range]) => use === "loopback" && holdsAddress(range, address));
}

/** The host of a URL as it is written, an IPv6 address in its brackets; undefined where there is none. */
export function hostOf(url: string): string | undefined {
  return /^[a-z0-9+.-]+:\/\/(\[[^\]]*\]|[^:/?#]*)/i.exec(url)?.[1] || undefined;
}
