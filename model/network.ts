/** IPv4 and IPv6 addresses and networks as places on one line of numbers. */

/**
 * An address as a place on one line: IPv4 addresses are numbers from 0 to 2^32 - 1, IPv6 addresses are bigints behind all
 * of them. JavaScript compares the two by value, so order, overlap and containment need no word about families.
 */
export type Address = number | bigint;

/** A network as a closed range of addresses of one family. */
export interface Cidr {
  readonly first: Address;
  readonly last: Address;
  /** Prefix length, 0 to 32 or 0 to 128. */
  readonly prefix: number;
}

/** Where IPv6 begins on the line; a multiple of every size of network, so alignment is not disturbed. */
const IPV6_START = 1n << 128n;
const OCTETS = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;
const GROUP = /^[0-9a-fA-F]{1,4}$/;
const GROUPS = 8;

/** The address, or undefined when the text is neither a plain IPv4 address nor an IPv6 address without zone and port. */
export function parseAddress(text: string): Address | undefined {
  return text.includes(":") ? parseIpv6(text) : parseIpv4(text);
}

/** The address as an unsigned 32-bit number, or undefined when the text is not a plain IPv4 address. */
export function parseIpv4(text: string): number | undefined {
  const match = OCTETS.exec(text);
  if (!match) return undefined;
  let value = 0;
  for (let index = 1; index <= 4; index++) {
    const octet = match[index] as string;
    if (Number(octet) > 255 || (octet.length > 1 && octet.startsWith("0"))) return undefined;
    value = value * 256 + Number(octet);
  }
  return value;
}

/** RFC 4291, 2.2, forms 1 and 2. */
function parseIpv6(text: string): bigint | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = GROUPS - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  let value = 0n;
  for (const group of [...head, ...Array<string>(missing).fill("0"), ...tail]) {
    if (!GROUP.test(group)) return undefined;
    value = (value << 16n) | BigInt(`0x${group}`);
  }
  return IPV6_START + value;
}

/** The network, or undefined when the text is not one or has host bits set. */
export function parseCidr(text: string): Cidr | undefined {
  const network = parseInterfaceAddress(text);
  return network && network.address === network.network.first ? network.network : undefined;
}

/** An address with the length of its network's prefix, like `10.44.12.11/26`: both, or undefined for another text. */
export function parseInterfaceAddress(text: string): { readonly address: Address; readonly network: Cidr } | undefined {
  const slash = text.indexOf("/");
  const address = slash < 0 ? undefined : parseAddress(text.slice(0, slash));
  const prefixText = text.slice(slash + 1);
  if (address === undefined || !/^(0|[1-9]\d{0,2})$/.test(prefixText)) return undefined;
  const prefix = Number(prefixText);
  return prefix <= bitsOf(address) ? { address, network: networkOf(address, prefix) } : undefined;
}

/** The network of the prefix length that holds the address. */
export function networkOf(address: Address, prefix: number): Cidr {
  if (typeof address === "number") {
    const size = 2 ** (32 - prefix);
    const first = address - (address % size);
    return { first, last: first + size - 1, prefix };
  }
  const size = 1n << BigInt(128 - prefix);
  const first = address - (address % size);
  return { first, last: first + size - 1n, prefix };
}

/** 32 or 128. */
function bitsOf(address: Address): 32 | 128 {
  return typeof address === "number" ? 32 : 128;
}

/** The address so many places further on, or back. */
export function offset(address: Address, by: number): Address {
  return typeof address === "number" ? address + by : address + BigInt(by);
}

/** How many addresses the network has; more than 2^53 are only about right. */
export function sizeOf({ first, last }: Cidr): number {
  return typeof first === "number" && typeof last === "number"
    ? last - first + 1
    : Number(BigInt(last) - BigInt(first)) + 1;
}

/** The shortest text of the address (RFC 5952 for IPv6). */
export function formatAddress(value: Address): string {
  if (typeof value === "bigint") return formatIpv6(value - IPV6_START);
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255].join(".");
}

function formatIpv6(value: bigint): string {
  const groups = Array.from({ length: GROUPS }, (_, index) => (value >> BigInt(16 * (GROUPS - 1 - index))) & 0xffffn);
  const text = groups.map((group) => group.toString(16)).join(":");
  const runs = [...text.matchAll(/(?<![0-9a-f])0(?::0(?![0-9a-f]))+/g)];
  const longest = runs.sort((a, b) => b[0].length - a[0].length || a.index - b.index)[0];
  if (!longest) return text;
  const before = text.slice(0, longest.index).replace(/:$/, "");
  const after = text.slice(longest.index + longest[0].length).replace(/^:/, "");
  return `${before}::${after}`;
}

export function formatCidr({ first, prefix }: Cidr): string {
  return `${formatAddress(first)}/${prefix}`;
}

/** Whether the text, an address or a network, is of IPv6. */
export function isIpv6(text: string): boolean {
  return text.includes(":");
}

export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.first <= b.last && b.first <= a.last;
}

export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

export function holdsAddress(network: Cidr, value: Address): boolean {
  return network.first <= value && value <= network.last;
}
