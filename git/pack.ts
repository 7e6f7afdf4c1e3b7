import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { encodeIndex } from "./pack-index.ts";
import type { PackInput } from "./pack-input.ts";
import { storedSize, writeStored } from "./stored-block.ts";

const HEADER = 12;
const CHECKSUM = 20;
/** Offsets of more bits need a second table in the index. */
const LARGEST = 2 ** 31 - 1;

export interface Pack {
  /** SHA-1 of the pack: the name of both files. */
  readonly checksum: string;
  readonly pack: Uint8Array<ArrayBuffer>;
  readonly index: Uint8Array<ArrayBuffer>;
}

/**
 * A pack (version 2) of undeltified, uncompressed objects with its index (version 2), as gitformat-pack(5) draws them.
 *
 * @throws RangeError when the pack would pass 2 GiB
 */
export function encodePack({ types, ids, sizes, bodies }: PackInput): Pack {
  let total = HEADER + CHECKSUM;
  for (const size of sizes) total += headerSize(size) + storedSize(size);
  if (total > LARGEST) throw new RangeError(`a pack of ${total} bytes, more than ${LARGEST}`);

  const pack = Buffer.allocUnsafeSlow(total);
  pack.write("PACK", 0, "latin1");
  pack.writeUInt32BE(2, 4);
  let at = pack.writeUInt32BE(types.length, 8);
  const names = Buffer.from(ids.buffer, ids.byteOffset, ids.length);
  let start = 0;
  const entries = Array.from(types, (type, index) => {
    const offset = at;
    const size = sizes[index] as number;
    at = writeHeader(pack, at, type, size);
    at = writeStored(pack, at, bodies, start, size);
    start += size;
    const id = names.toString("latin1", 20 * index, 20 * index + 20);
    return { id, offset, crc: crc32(pack.subarray(offset, at)) };
  });
  const checksum = createHash("sha1").update(pack.subarray(0, at)).digest();
  pack.set(checksum, at);
  return { checksum: checksum.toString("hex"), pack, index: encodeIndex(entries, checksum) };
}

/** Four bits of size beside the type, then seven a byte, least significant first. */
function headerSize(size: number): number {
  let bytes = 1;
  for (let rest = size >>> 4; rest > 0; rest >>>= 7) bytes++;
  return bytes;
}

function writeHeader(pack: Buffer, offset: number, type: number, size: number): number {
  let at = offset;
  let byte = (type << 4) | (size & 0x0f);
  for (let rest = size >>> 4; rest > 0; rest >>>= 7) {
    pack[at++] = byte | 0x80;
    byte = rest & 0x7f;
  }
  pack[at++] = byte;
  return at;
}
