/**
 * An interval in Go's notation, from `minutes` up to `spread` minutes more (exclusive). How much more
 * follows from the key alone, so that ten thousand clusters do not ask at the same second and yet no
 * file changes from run to run.
 */
export function interval(minutes: number, spread: number, key: string): string {
  const seconds = minutes * 60 + (fnv1a(key) % (spread * 60));
  return `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}

/** 32-bit FNV-1a over UTF-16 units: spreads short names evenly and costs next to nothing. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
