/** Finds items of a list that repeat the key of an earlier one. */

/** An item whose key an earlier one has already, together with that first one. */
export interface Duplicate<T> {
  readonly key: string;
  readonly item: T;
  readonly first: T;
}

/** Every item that repeats a key, in order; items without a key are left out. */
export function duplicates<T>(items: readonly T[], key: (item: T) => string | undefined): readonly Duplicate<T>[] {
  const keys = items.map(key);
  const known = keys.filter((own) => own !== undefined);
  // Nearly always nothing repeats, and a Set alone costs less than to remember the first of every key.
  if (new Set(known).size === known.length) return [];
  const firsts = new Map<string, T>();
  const found: Duplicate<T>[] = [];
  for (const [index, item] of items.entries()) {
    const own = keys[index];
    if (own === undefined) continue;
    const first = firsts.get(own);
    if (first === undefined) firsts.set(own, item);
    else found.push({ key: own, item, first });
  }
  return found;
}
