/** Writes zlib streams of stored blocks. */

/** Largest body of one DEFLATE stored block (RFC 1951, 3.2.4). */
export const STORED_BLOCK = 0xffff;
/** Bytes of the stream before the body of its first block. */
export const STORED_HEAD = 7;
const ADLER_MODULUS = 65521;
/** Bytes after which the sums of Adler-32 (RFC 1950, 8.2) would leave 32 bits, in which arithmetic is fast. */
const ADLER_RUN = 3800;

/** Bytes that a body of the given size takes as a zlib stream of stored blocks. */
export function storedSize(size: number): number {
  return size + 6 + 5 * Math.max(1, Math.ceil(size / STORED_BLOCK));
}

/**
 * Writes the body as a zlib stream (RFC 1950) of stored blocks. A call of zlib costs about 20 microseconds, more
 * than everything else that an object of a few hundred bytes needs.
 *
 * @param size bytes of the body
 * @returns the offset behind the stream
 */
export function writeStored(target: Buffer, offset: number, body: string | Uint8Array, size: number): number {
  target[offset] = 0x78;
  target[offset + 1] = 0x01;
  let at = offset + 2;
  if (size <= STORED_BLOCK) {
    at = writeBlockHeader(target, at, size, true);
    if (typeof body === "string") target.write(body, at);
    else target.set(body, at);
    return target.writeUInt32BE(adler32(target, at, at + size), at + size);
  }
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  for (let start = 0; start < size; start += STORED_BLOCK) {
    const end = Math.min(size, start + STORED_BLOCK);
    at = writeBlockHeader(target, at, end - start, end === size);
    target.set(bytes.subarray(start, end), at);
    at += end - start;
  }
  return target.writeUInt32BE(adler32(bytes, 0, size), at);
}

function writeBlockHeader(target: Buffer, at: number, length: number, last: boolean): number {
  target[at] = last ? 1 : 0;
  target.writeUInt16LE(length, at + 1);
  return target.writeUInt16LE(length ^ STORED_BLOCK, at + 3);
}

function adler32(bytes: Uint8Array, start: number, end: number): number {
  let a = 1;
  let b = 0;
  for (let at = start; at < end; ) {
    const stop = Math.min(end, at + ADLER_RUN);
    for (; at < stop; at++) {
      a = (a + (bytes[at] as number)) | 0;
      b = (b + a) | 0;
    }
    a %= ADLER_MODULUS;
    b %= ADLER_MODULUS;
  }
  return b * 65536 + a;
}
