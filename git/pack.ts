import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { encodeIndex } from "./pack-index.ts";
import { giveRoomBack, takeRoom } from "./room.ts";
import { storedSize, writeStored } from "./stored-block.ts";

/** Object types of gitformat-pack(5). */
const TYPE = { commit: 1, tree: 2, blob: 3 } as const;
const HEADER = 12;
const CHECKSUM = 20;
/** Offsets of more bits need a second table in the index. */
const LARGEST = 2 ** 31 - 1;

export interface PackObject {
  readonly type: keyof typeof TYPE;
  /** 40 hexadecimal digits. */
  readonly id: string;
  /** Text is written as UTF-8. */
  readonly body: string | Uint8Array;
}

export interface Pack {
  /** SHA-1 of the pack: the name of both files. */
  readonly checksum: string;
  readonly pack: Uint8Array;
  readonly index: Uint8Array;
  /** To be called once the bytes of `pack` are written. */
  readonly release: () => void;
}

/**
 * A pack (version 2) of undeltified, uncompressed objects with its index (version 2), as gitformat-pack(5) draws them.
 *
 * @param objects no id twice
 * @throws RangeError when the pack would pass 2 GiB
 */
export function encodePack(objects: readonly PackObject[]): Pack {
  const sizes = new Uint32Array(objects.length);
  let total = HEADER + CHECKSUM;
  for (let index = 0; index < objects.length; index++) {
    const { body } = objects[index] as PackObject;
    const size = typeof body === "string" ? Buffer.byteLength(body) : body.length;
    sizes[index] = size;
    total += headerSize(size) + storedSize(size);
  }
  if (total > LARGEST) throw new RangeError(`a pack of ${total} bytes, more than ${LARGEST}`);

  const room = takeRoom(total);
  const pack = room.subarray(0, total);
  pack.write("PACK", 0, "latin1");
  pack.writeUInt32BE(2, 4);
  let at = pack.writeUInt32BE(objects.length, 8);
  const entries = objects.map(({ type, id, body }, index) => {
    const offset = at;
    const size = sizes[index] as number;
    at = writeHeader(pack, at, TYPE[type], size);
    at = writeStored(pack, at, body, size);
    return { id, offset, crc: crc32(pack.subarray(offset, at)) };
  });
  const checksum = createHash("sha1").update(pack.subarray(0, at)).digest();
  pack.set(checksum, at);
  const index = encodeIndex(entries, checksum);
  return { checksum: checksum.toString("hex"), pack, index, release: () => giveRoomBack(room) };
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
