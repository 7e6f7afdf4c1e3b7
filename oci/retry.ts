/** When a registry is asked again, and how long is waited before. */

import type { HttpAnswer } from "./http.ts";

const LONGEST_PAUSE_MS = 10_000;

/** Whether the same request may be answered otherwise a moment later: too many of them, or a server in trouble. */
export function mayPass({ status }: HttpAnswer): boolean {
  return status === 429 || status >= 500;
}

/**
 * @param count of requests that were made
 * @param last what came of the last one
 * @returns milliseconds; a registry may say how long itself (RFC 9110, Retry-After in seconds)
 */
export function pauseBefore(count: number, last: Error | HttpAnswer): number {
  const asked = last instanceof Error ? Number.NaN : Number(last.headers["retry-after"] ?? Number.NaN);
  if (Number.isFinite(asked)) return Math.min(Math.max(asked, 0) * 1000, LONGEST_PAUSE_MS);
  // Half of it by chance, so that many that were sent away together do not come back together.
  return Math.min(LONGEST_PAUSE_MS, 150 * 2 ** count) * (0.5 + Math.random() / 2);
}
