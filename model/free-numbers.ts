/** Numbers from 0 that are given out once each. */

import type { Span } from "./cut-range.ts";

/** Numbers below a count, of which some are taken. It changes in place: whoever makes it keeps it to one run. */
export class FreeNumbers {
  readonly count: number;
  /** Apart from each other, in order. */
  readonly #taken: { first: number; last: number }[] = [];

  constructor(count: number, taken: readonly (Span | undefined)[] = []) {
    this.count = count;
    for (const span of taken) if (span) this.take(span);
  }

  /** Takes the whole span, whatever of it was taken before. */
  take({ first, last }: Span): void {
    let from = this.#indexBehind(first - 2);
    const span = { first, last };
    let until = from;
    for (; until < this.#taken.length; until++) {
      const next = this.#taken[until] as Span;
      if (next.first > last + 1) break;
      span.first = Math.min(span.first, next.first);
      span.last = Math.max(span.last, next.last);
    }
    from = Math.min(from, until);
    this.#taken.splice(from, until - from, span);
  }

  isFree(number: number): boolean {
    const next = this.#taken[this.#indexBehind(number - 1)];
    return next === undefined || next.first > number;
  }

  /** The first free number from `start` on, going round at the end; undefined when all are taken. */
  firstFree(start: number): number | undefined {
    return this.#freeFrom(start) ?? this.#freeFrom(0);
  }

  /** How many are taken. */
  get taken(): number {
    return this.#taken.reduce((sum, { first, last }) => sum + Math.min(last, this.count - 1) - first + 1, 0);
  }

  #freeFrom(start: number): number | undefined {
    const next = this.#taken[this.#indexBehind(start - 1)];
    const free = next === undefined || next.first > start ? start : next.last + 1;
    return free < this.count ? free : undefined;
  }

  /** Index of the first span that ends behind the number. */
  #indexBehind(number: number): number {
    let [low, high] = [0, this.#taken.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#taken[middle] as Span).last > number) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
