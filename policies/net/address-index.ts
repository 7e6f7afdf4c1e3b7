import type { Cidr } from "../../model/network.ts";

/** Finds networks by address; the numbers are positions in the list that the index was made from. */
export interface AddressIndex {
  /** The innermost network that holds the address. */
  holding(address: number): number | undefined;
  /** One of the networks that the range touches, and how many there are; `except` does not count. */
  touching(range: Cidr, except?: number): { readonly victim: number | undefined; readonly victims: number };
}

/** Sorts once, then answers in O(log n + depth of nesting). */
export function addressIndex(networks: readonly Cidr[]): AddressIndex {
  const order = [...networks.keys()].sort((a, b) => compare(networks[a] as Cidr, networks[b] as Cidr) || a - b);
  const sorted = order.map((index) => networks[index] as Cidr);
  const outer = enclosing(sorted);
  const positions = new Int32Array(networks.length);
  for (const [position, index] of order.entries()) positions[index] = position;
  const innermost = (address: number): number => {
    let at = countUpTo(sorted, address) - 1;
    while (at >= 0 && (sorted[at] as Cidr).last < address) at = outer[at] as number;
    return at;
  };
  return {
    holding(address) {
      const at = innermost(address);
      return at < 0 ? undefined : order[at];
    },
    touching(range, except) {
      const start = countUpTo(sorted, range.first - 1);
      const end = countUpTo(sorted, range.last);
      const around: number[] = [];
      for (let at = innermost(range.first); at >= 0; at = outer[at] as number) {
        if (at < start) around.push(at);
      }
      const excluded = except === undefined ? -1 : (positions[except] as number);
      const isExcluded = (excluded >= start && excluded < end) || around.includes(excluded);
      const victim = [start, start + 1].find((at) => at < end && at !== excluded);
      const position = victim ?? around.find((at) => at !== excluded);
      return {
        victim: position === undefined ? undefined : order[position],
        victims: end - start + around.length - (isExcluded ? 1 : 0),
      };
    },
  };
}

function compare(a: Cidr, b: Cidr): number {
  return a.first - b.first || b.last - a.last;
}

/** How many of the sorted networks begin at or below the address. */
function countUpTo(sorted: readonly Cidr[], address: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as Cidr).first <= address) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** For each network the position of the next larger one around it, or -1. */
function enclosing(sorted: readonly Cidr[]): readonly number[] {
  const open: number[] = [];
  return sorted.map(({ first }, at) => {
    while (open.length > 0 && (sorted[open.at(-1) as number] as Cidr).last < first) open.pop();
    const outer = open.at(-1) ?? -1;
    open.push(at);
    return outer;
  });
}
