/** A number that follows from a name alone. */

/** 32-bit FNV-1a over UTF-16 units: spreads short names evenly and costs next to nothing. */
export function nameHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
