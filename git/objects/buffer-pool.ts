/** Memory for packs, used again by the next one. */

/** Memory that was given back, for the next taker. */
let spare: Buffer | undefined;

/**
 * Memory of at least that many bytes, with whatever it holds. Megabytes that each repository takes again would stay
 * until garbage is collected, and the system clears every page of them first.
 */
export function acquireBuffer(bytes: number): Buffer {
  const buffer = spare && spare.length >= bytes ? spare : Buffer.allocUnsafeSlow(bytes + (bytes >>> 3));
  if (buffer === spare) spare = undefined;
  return buffer;
}

/** Gives memory back that nobody looks at any more. */
export function releaseBuffer(buffer: Buffer): void {
  if (!spare || buffer.length > spare.length) spare = buffer;
}
