/** A range of addresses cut into equal networks with numbers, in one family or in both at once. */

import { type Address, type Cidr, formatCidr, networkOf, overlaps, parseCidr } from "./network.ts";

/** One family of a range. */
interface CutFamily {
  readonly whole: Cidr;
  /** Of each network. */
  readonly prefix: number;
}

/** The network with a number has that number in every family, so a pair is one choice. */
export interface CutRange {
  /** IPv4 before IPv6. */
  readonly families: readonly CutFamily[];
  /** How many networks there are: as many as the smaller family has. */
  readonly count: number;
}

/** Numbers from the first to the last, both included. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** More networks than any fleet has, and few enough for exact numbers. */
const MOST = 2 ** 31;

/**
 * @param networks one or two, IPv4 before IPv6
 * @param prefixes one for each of them, no shorter than its own
 */
export function cutRange(networks: readonly string[], prefixes: readonly number[]): CutRange {
  const families = networks.flatMap((text, index) => {
    const whole = parseCidr(text);
    return whole ? [{ whole, prefix: prefixes[index] ?? whole.prefix }] : [];
  });
  return { families, count: Math.min(MOST, ...families.map(({ whole, prefix }) => 2 ** (prefix - whole.prefix))) };
}

/** The networks with the number, one a family. */
export function networksAt({ families }: CutRange, number: number): readonly string[] {
  return families.map(({ whole, prefix }) => {
    const first: Address =
      typeof whole.first === "number"
        ? whole.first + number * 2 ** (32 - prefix)
        : whole.first + BigInt(number) * (1n << BigInt(128 - prefix));
    return formatCidr(networkOf(first, prefix));
  });
}

/** Numbers of the networks that share addresses with this one; undefined where none does. */
export function numbersIn({ families, count }: CutRange, network: Cidr): Span | undefined {
  const family = families.find(({ whole }) => overlaps(whole, network));
  if (!family) return undefined;
  const { whole, prefix } = family;
  const numberOf = (address: Address): number =>
    typeof address === "number" && typeof whole.first === "number"
      ? Math.floor((address - whole.first) / 2 ** (32 - prefix))
      : Number((BigInt(address) - BigInt(whole.first)) >> BigInt(128 - prefix));
  const first = network.first < whole.first ? 0 : numberOf(network.first);
  const last = network.last > whole.last ? count - 1 : numberOf(network.last);
  return first >= count ? undefined : { first, last: Math.min(last, count - 1) };
}

/** The number of networks that were cut from the range, one a family; undefined where they are something else. */
export function numberOf(range: CutRange, networks: readonly string[]): number | undefined {
  const [first] = networks.flatMap((text) => parseCidr(text) ?? []);
  const span = first && numbersIn(range, first);
  if (!span || networks.length !== range.families.length) return undefined;
  return networksAt(range, span.first).every((text, index) => isSameNetwork(text, networks[index]))
    ? span.first
    : undefined;
}

function isSameNetwork(a: string, b: string | undefined): boolean {
  const [own, other] = [parseCidr(a), b === undefined ? undefined : parseCidr(b)];
  return own?.first === other?.first && own?.prefix === other?.prefix;
}
