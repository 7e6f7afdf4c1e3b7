/** Waits until something is so. */

import { setTimeout as sleep } from "node:timers/promises";

export interface WaitOptions {
  /** Seconds until it is too late; 60 when unset. */
  readonly seconds?: number;
  /** Milliseconds between two looks; 250 when unset. */
  readonly every?: number;
}

/**
 * Looks again and again until `look` gives something. A look that throws is a look that gave nothing.
 * @throws Error with what was awaited, for how long, and what the last look said.
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false> | T | undefined | false,
  { seconds = 60, every = 250 }: WaitOptions = {},
): Promise<T> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    let trouble: unknown;
    try {
      const found = await look();
      if (found !== undefined && found !== false) return found;
    } catch (error) {
      trouble = error;
    }
    if (performance.now() > deadline) {
      const reason = trouble instanceof Error ? `: ${trouble.message}` : "";
      throw new Error(`waited ${seconds} s in vain until ${what}${reason}`, { cause: trouble });
    }
    await sleep(every);
  }
}
