/** Finds networks by address among all networks of a fleet. */

import type { Cidr } from "../../model/network.ts";

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
  holding(address: number): number | undefined;
  /** One of the networks that the range touches, and how many there are; `except` does not count. */
  touching(range: Cidr, except?: number): { readonly victim: number | undefined; readonly victims: number };
}

/**
 * Two CIDR networks either nest or are apart. So they are sorted once, O(n log n), after which each
 * question takes O(log n) and one step for each level of nesting.
 */
export function addressIndex(networks: readonly Cidr[]): AddressIndex {
  const order = sortedPositions(networks);
  const firsts = Float64Array.from(order, (index) => (networks[index] as Cidr).first);
  const lasts = Float64Array.from(order, (index) => (networks[index] as Cidr).last);
  const outer = enclosing(firsts, lasts);
  const positions = new Int32Array(networks.length);
  for (const [position, index] of order.entries()) positions[index] = position;

  const innermost = (address: number): number => {
    let at = countUpTo(firsts, address) - 1;
    while (at >= 0 && (lasts[at] as number) < address) at = outer[at] as number;
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
    touching(range, except) {
      const start = countUpTo(firsts, range.first - 1);
      const end = countUpTo(firsts, range.last);
      const around: number[] = [];
      for (let at = innermost(range.first); at >= 0; at = outer[at] as number) {
        if (at < start) around.push(at);
      }
      const excluded = except === undefined ? -1 : (positions[except] as number);
      const isExcluded = (excluded >= start && excluded < end) || around.includes(excluded);
      const inside = [start, start + 1].find((at) => at < end && at !== excluded);
      const position = inside ?? around.find((at) => at !== excluded);
      return {
        victim: position === undefined ? undefined : order[position],
        victims: end - start + around.length - (isExcluded ? 1 : 0),
      };
    },
  };
}

/** By first address, larger networks before those inside them, equal ones in their given order. */
function sortedPositions(networks: readonly Cidr[]): readonly number[] {
  return [...networks.keys()].sort((a, b) => {
    const [one, two] = [networks[a] as Cidr, networks[b] as Cidr];
    return one.first - two.first || two.last - one.last || a - b;
  });
}

/** How many of the sorted first addresses lie at or below the address. */
function countUpTo(firsts: Float64Array, address: number): number {
  let low = 0;
  let high = firsts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((firsts[middle] as number) <= address) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** For each network the position of the next larger one around it, or -1. */
function enclosing(firsts: Float64Array, lasts: Float64Array): Int32Array {
  const outer = new Int32Array(firsts.length);
  for (let at = 0; at < firsts.length; at++) {
    let around = at - 1;
    while (around >= 0 && (lasts[around] as number) < (firsts[at] as number)) around = outer[around] as number;
    outer[at] = around;
  }
  return outer;
}
