/** Numbers that a seed decides wholly, on every machine. */

/** A source of numbers that a seed decides wholly, on every machine. */
export interface Random {
  /** A whole number from 0 to `bound` - 1; `bound` is at most 2^32. */
  readonly below: (bound: number) => number;
  /** `digits` (at most 8) lower-case hexadecimal digits. */
  readonly hex: (digits: number) => string;
  /** One of the items, each as likely as the next. */
  readonly pick: <T>(items: readonly [T, ...T[]]) => T;
  /** The items in another order, each order as likely as the next (Fisher-Yates). */
  readonly shuffle: <T>(items: readonly T[]) => readonly T[];
}

/**
 * A counter in steps of the golden ratio (Weyl sequence), each value mixed by the finaliser of MurmurHash3: 32 bits of
 * state, period 2^32, well spread, far from cryptographic. `seed` is taken modulo 2^32.
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let bits = state;
    bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
    bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
    return (bits ^ (bits >>> 16)) >>> 0;
  };
  const below = (bound: number): number => Math.floor((next() / 2 ** 32) * bound);
  return {
    below,
    hex: (digits) => next().toString(16).padStart(8, "0").slice(0, digits),
    pick: (items) => items[below(items.length)] ?? items[0],
    shuffle: (items) => {
      const order = [...items];
      for (let last = order.length - 1; last > 0; last--) {
        const other = below(last + 1);
        [order[last], order[other]] = [order[other] as (typeof order)[number], order[last] as (typeof order)[number]];
      }
      return order;
    },
  };
}
