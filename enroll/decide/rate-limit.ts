/** How often one address may ask. */

export interface RateLimit {
  /** Requests of one address in a window. */
  readonly limit: number;
  readonly windowMs: number;
}

/** Most addresses that are remembered at once; beyond them the oldest windows go. */
const REMEMBERED = 10_000;

/** Counts requests by address in windows of fixed length; one that asks on while it is refused does not wait longer. */
export class RateLimiter {
  readonly #limit: RateLimit;
  readonly #windows = new Map<string, { start: number; count: number }>();

  constructor(limit: RateLimit) {
    this.#limit = limit;
  }

  /**
   * Counts one request.
   *
   * @param now milliseconds since any fixed moment
   * @returns milliseconds to wait; undefined when it may go on
   */
  take(address: string, now: number): number | undefined {
    const { windowMs } = this.#limit;
    const window = this.#windows.get(address);
    // A clock that was set back ends the window too.
    if (!window || now >= window.start + windowMs || now < window.start) {
      this.#windows.delete(address);
      this.#windows.set(address, { start: now, count: 1 });
      if (this.#windows.size > REMEMBERED) this.#windows.delete(this.#windows.keys().next().value as string);
      return undefined;
    }
    const wait = this.waiting(address, now);
    if (wait === undefined) window.count++;
    return wait;
  }

  /** The same without counting: how long an address has to wait that asked as often as it may. */
  waiting(address: string, now: number): number | undefined {
    const { limit, windowMs } = this.#limit;
    const window = this.#windows.get(address);
    const isFull =
      window !== undefined && window.count >= limit && now >= window.start && now < window.start + windowMs;
    return isFull ? window.start + windowMs - now : undefined;
  }
}
