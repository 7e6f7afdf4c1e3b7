/** Writes the index of a pack. */

import { createHash } from "node:crypto";

export interface IndexEntry {
  readonly id: string;
  /** Bytes from the start of the pack, below 2^31. */
  readonly offset: number;
  /** CRC-32 of the object as it stands in the pack. */
  readonly crc: number;
}

/** Magic number and version of gitformat-pack(5), "Version 2 pack-*.idx files". */
const MAGIC = [0xff, 0x74, 0x4f, 0x63, 0, 0, 0, 2];
const FANOUT = 256 * 4;

/** The index of a pack: fan-out table, then ids, checksums and offsets in the order of the ids. */
export function encodeIndex(entries: readonly IndexEntry[], packChecksum: Uint8Array): Uint8Array {
  const sorted = entries.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const ids = MAGIC.length + FANOUT;
  const crcs = ids + 20 * sorted.length;
  const offsets = crcs + 4 * sorted.length;
  const index = Buffer.alloc(offsets + 4 * sorted.length + 40);
  index.set(MAGIC);
  const counts = new Uint32Array(256);
  for (let position = 0; position < sorted.length; position++) {
    const { id, offset, crc } = sorted[position] as IndexEntry;
    index.write(id, ids + 20 * position, "hex");
    index.writeUInt32BE(crc, crcs + 4 * position);
    index.writeUInt32BE(offset, offsets + 4 * position);
    const first = index[ids + 20 * position] as number;
    counts[first] = (counts[first] as number) + 1;
  }
  let below = 0;
  for (const [byte, count] of counts.entries()) {
    below += count;
    index.writeUInt32BE(below, MAGIC.length + 4 * byte);
  }
  index.set(packChecksum, index.length - 40);
  index.set(createHash("sha1").update(index.subarray(0, -20)).digest(), index.length - 20);
  return index;
}
