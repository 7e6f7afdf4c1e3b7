/** IPv4 addresses and networks as numbers. */

/** An IPv4 network as a closed range of unsigned 32-bit numbers. */
export interface Cidr {
  readonly first: number;
  readonly last: number;
  /** Prefix length, 0 to 32. */
  readonly prefix: number;
}

const OCTETS = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

/** The address as an unsigned 32-bit number, or undefined when the text is not a plain IPv4 address. */
export function parseAddress(text: string): number | undefined {
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

/** The network, or undefined when the text is not one or has host bits set. */
export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf("/");
  const first = parseAddress(text.slice(0, slash));
  const prefixText = text.slice(slash + 1);
  if (slash < 0 || first === undefined || !/^(\d|[12]\d|3[012])$/.test(prefixText)) return undefined;
  const size = 2 ** (32 - Number(prefixText));
  return first % size === 0 ? { first, last: first + size - 1, prefix: Number(prefixText) } : undefined;
}

export function formatAddress(value: number): string {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255].join(".");
}

export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.first <= b.last && b.first <= a.last;
}

export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

export function holdsAddress(network: Cidr, value: number): boolean {
  return network.first <= value && value <= network.last;
}
