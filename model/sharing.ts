/** Values that many sites have in common, by identity. */
const shared = new WeakSet<object>();

/** Says that a value will be met again and again; it must not change any more. */
export function share<T extends object>(value: T): T {
  shared.add(value);
  return value;
}

export function isShared(value: object): boolean {
  return shared.has(value);
}

/**
 * A pure function that remembers its results for shared values. What is used once is not worth it: a table of things
 * that live for a moment keeps them alive and is a burden on each collection of garbage.
 */
export function rememberedIfShared<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, V>();
  return (key) => {
    if (!shared.has(key)) return make(key);
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = make(key);
    known.set(key, made);
    return made;
  };
}
