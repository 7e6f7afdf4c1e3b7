import { nameHash } from "../../model/name-hash.ts";

/**
 * An interval in Go's notation, from `minutes` up to `spread` minutes more (exclusive). How much more
 * follows from the key alone, so that ten thousand clusters do not ask at the same second and yet no
 * file changes from run to run.
 */
export function interval(minutes: number, spread: number, key: string): string {
  const seconds = minutes * 60 + (nameHash(key) % (spread * 60));
  return `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}

/** Minutes within which the intervals of equal settings lie: those of `PACES`, of reconcilers and of charts. */
const BANDS = [
  [5, 10],
  [10, 15],
  [15, 30],
  [60, 120],
] as const;

/** `10m to 15m` of an interval that was spread; undefined for any other text. */
export function bandOf(text: string): string | undefined {
  const minutes = Number(/^(\d+)m\d+s$/.exec(text)?.[1] ?? Number.NaN);
  const band = BANDS.find(([from, to]) => minutes >= from && minutes < to);
  return band && `${band[0]}m to ${band[1]}m`;
}
