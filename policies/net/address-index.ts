/** Finds networks by address among all networks of a fleet. */

import type { Address, Cidr } from "../../model/network.ts";

/** Two networks that overlap: `outer` holds `inner`, or they are equal. */
interface Nesting {
  readonly inner: number;
  readonly outer: number;
}

/** Finds networks by address; the numbers are positions in the list that the index was made from. */
export interface AddressIndex {
  /**
   * Every network that lies in another one, each with the innermost of those. At most n results
   * however many overlap, and chained together they join exactly the networks that overlap directly
   * or by way of others.
   */
  nestings(): readonly Nesting[];
  /** The innermost network that holds the address. */
  holding(address: Address): number | undefined;
  /** One of the networks that the range touches, and how many there are; those `except` do not count. */
  touching(range: Cidr, except?: readonly number[]): { readonly victim: number | undefined; readonly victims: number };
}

/**
 * Two CIDR networks either nest or are apart. So they are sorted once, O(n log n), after which each
 * question takes O(log n) and one step for each level of nesting. Networks of both families lie on one line.
 */
export function addressIndex(networks: readonly Cidr[]): AddressIndex {
  const order = sortedPositions(networks);
  const firsts = line(order.map((index) => (networks[index] as Cidr).first));
  const lasts = line(order.map((index) => (networks[index] as Cidr).last));
  const outer = enclosing(firsts, lasts);
  const positions = new Int32Array(networks.length);
  for (const [position, index] of order.entries()) positions[index] = position;

  const innermost = (address: Address): number => {
    let at = countUpTo(firsts, address) - 1;
    while (at >= 0 && (lasts[at] as Address) < address) at = outer[at] as number;
    return at;
  };
  return {
    nestings() {
      const found: Nesting[] = [];
      for (const [at, around] of outer.entries()) {
        if (around >= 0) found.push({ inner: order[at] as number, outer: order[around] as number });
      }
      return found;
    },
    holding(address) {
      const at = innermost(address);
      return at < 0 ? undefined : order[at];
    },
    touching(range, except = []) {
      const start = countBelow(firsts, range.first);
      const end = countUpTo(firsts, range.last);
      const around: number[] = [];
      for (let at = innermost(range.first); at >= 0; at = outer[at] as number) {
        if (at < start) around.push(at);
      }
      const excluded = except.map((index) => positions[index] as number);
      const found = excluded.filter((at) => (at >= start && at < end) || around.includes(at)).length;
      let inside = start;
      while (inside < end && excluded.includes(inside)) inside += 1;
      const position = inside < end ? inside : around.find((at) => !excluded.includes(at));
      return {
        victim: position === undefined ? undefined : order[position],
        victims: end - start + around.length - found,
      };
    },
  };
}

/** Places on the line; without IPv6 as plain numbers, which is what nearly every fleet has. */
type Line = Float64Array | readonly Address[];

function line(addresses: readonly Address[]): Line {
  return addresses.every((each) => typeof each === "number") ? Float64Array.from(addresses as number[]) : addresses;
}

/** By first address, larger networks before those inside them, equal ones in their given order. */
function sortedPositions(networks: readonly Cidr[]): readonly number[] {
  return [...networks.keys()].sort((a, b) => {
    const [one, two] = [networks[a] as Cidr, networks[b] as Cidr];
    if (one.first !== two.first) return one.first < two.first ? -1 : 1;
    if (one.last !== two.last) return one.last > two.last ? -1 : 1;
    return a - b;
  });
}

/** How many of the sorted first addresses lie at or below the address. */
function countUpTo(firsts: Line, address: Address): number {
  return partition(firsts.length, (at) => (firsts[at] as Address) <= address);
}

function countBelow(firsts: Line, address: Address): number {
  return partition(firsts.length, (at) => (firsts[at] as Address) < address);
}

/** How many positions from the start fulfil a condition that none fulfils after the first that does not. */
function partition(length: number, isBefore: (at: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** For each network the position of the next larger one around it, or -1. */
function enclosing(firsts: Line, lasts: Line): Int32Array {
  const outer = new Int32Array(firsts.length);
  for (let at = 0; at < firsts.length; at++) {
    let around = at - 1;
    while (around >= 0 && (lasts[around] as Address) < (firsts[at] as Address)) around = outer[around] as number;
    outer[at] = around;
  }
  return outer;
}
