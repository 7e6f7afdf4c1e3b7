/** An item whose key an earlier one has already, together with that first one. */
export interface Duplicate<T> {
  readonly key: string;
  readonly item: T;
  readonly first: T;
}

/** Every item that repeats a key, in order; items without a key are left out. */
export function duplicates<T>(items: Iterable<T>, key: (item: T) => string | undefined): readonly Duplicate<T>[] {
  const firsts = new Map<string, T>();
  const found: Duplicate<T>[] = [];
  for (const item of items) {
    const own = key(item);
    if (own === undefined) continue;
    const first = firsts.get(own);
    if (first === undefined) firsts.set(own, item);
    else found.push({ key: own, item, first });
  }
  return found;
}
