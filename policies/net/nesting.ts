import type { Cidr } from "../../model/network.ts";

/** Two items whose networks overlap: the network of `outer` holds that of `inner`. */
export interface Nesting<T> {
  readonly inner: T;
  readonly outer: T;
}

/**
 * Every item whose network lies in that of another one (equal networks count), each with the
 * innermost of those. Two CIDR networks either nest or are apart, so after sorting one pass with a
 * stack finds all: O(n log n), and at most n results however many overlap. Chained together, the
 * results join exactly the items that overlap directly or by way of others.
 */
export function nestings<T>(items: readonly T[], networkOf: (item: T) => Cidr): readonly Nesting<T>[] {
  const sorted = items
    .map((item, index) => ({ item, index, network: networkOf(item) }))
    .sort((a, b) => a.network.first - b.network.first || b.network.last - a.network.last || a.index - b.index);
  const open: { readonly item: T; readonly last: number }[] = [];
  const found: Nesting<T>[] = [];
  for (const { item, network } of sorted) {
    while (open.length > 0 && (open.at(-1) as { last: number }).last < network.first) open.pop();
    const outer = open.at(-1);
    if (outer) found.push({ inner: item, outer: outer.item });
    open.push({ item, last: network.last });
  }
  return found;
}
