/** Writes packs. */

import { createHash } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";
import { acquireBuffer, releaseBuffer } from "./buffer-pool.ts";
import { type Base, writeDelta } from "./delta.ts";
import { encodeIndex } from "./pack-index.ts";
import { STORED_BLOCK, STORED_HEAD, storedSize, writeStored } from "./stored-block.ts";

/** Object types of gitformat-pack(5). */
const TYPE = { commit: 1, tree: 2, blob: 3 } as const;
const OFFSET_DELTA = 6;
const HEADER = 12;
const CHECKSUM = 20;
/** Offsets of more bits need a second table in the index. */
const LARGEST = 2 ** 31 - 1;
/** From here on compression is worth a call of zlib, which costs as much as some twenty objects. */
const WORTH_DEFLATING = 32 * 1024;
/** Below, the distance to a base may take more than a delta saves. */
const WORTH_A_DELTA = 64;

export interface PackObject {
  readonly type: keyof typeof TYPE;
  /** 40 hexadecimal digits. */
  readonly id: string;
  /** Text is written as UTF-8. */
  readonly body: string | Uint8Array;
  /** Objects of one name are alike: each is written as what differs from the last whole one. */
  readonly like?: string;
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
 * A pack (version 2) with its index (version 2), as gitformat-pack(5) draws them. A delta's base is a whole object of the
 * same pack. Small objects are stored, since a call of zlib for each would cost more than all else.
 *
 * @param objects no id twice
 * @throws RangeError when the pack could pass 2 GiB
 */
export function encodePack(objects: readonly PackObject[]): Pack {
  const sizes = new Uint32Array(objects.length);
  let most = HEADER + CHECKSUM;
  for (let index = 0; index < objects.length; index++) {
    const { body } = objects[index] as PackObject;
    const size = typeof body === "string" ? Buffer.byteLength(body) : body.length;
    sizes[index] = size;
    most += headerSize(size) + storedSize(size);
  }
  if (most > LARGEST) throw new RangeError(`a pack of up to ${most} bytes, more than ${LARGEST}`);

  const buffer = acquireBuffer(most);
  const bases = new Map<string, Base>();
  buffer.write("PACK", 0, "latin1");
  buffer.writeUInt32BE(2, 4);
  let at = buffer.writeUInt32BE(objects.length, 8);
  const entries = objects.map((object, index) => {
    const offset = at;
    at = writeObject(buffer, offset, object, sizes[index] as number, bases);
    return { id: object.id, offset, crc: crc32(buffer.subarray(offset, at)) };
  });
  const checksum = createHash("sha1").update(buffer.subarray(0, at)).digest();
  buffer.set(checksum, at);
  const pack = buffer.subarray(0, at + CHECKSUM);
  const index = encodeIndex(entries, checksum);
  return { checksum: checksum.toString("hex"), pack, index, release: () => releaseBuffer(buffer) };
}

/** @returns the offset behind it */
function writeObject(
  buffer: Buffer,
  offset: number,
  { type, body, like }: PackObject,
  size: number,
  bases: Map<string, Base>,
): number {
  const mayShare = like !== undefined && size >= WORTH_A_DELTA && size <= STORED_BLOCK;
  const base = mayShare ? bases.get(like) : undefined;
  const end = base && writeAsDelta(buffer, offset, base, bytesOf(body));
  if (end !== undefined) return end;
  const start = writeHeader(buffer, offset, TYPE[type], size);
  if (size >= WORTH_DEFLATING) {
    const deflated = deflateSync(body, { level: 1 });
    if (deflated.length < storedSize(size)) {
      buffer.set(deflated, start);
      return start + deflated.length;
    }
  } else if (mayShare) bases.set(like, { offset, start: start + STORED_HEAD, size });
  return writeStored(buffer, start, body, size);
}

const SCRATCH = Buffer.allocUnsafeSlow(STORED_BLOCK);

/** @returns undefined when the object had better stand whole */
function writeAsDelta(buffer: Buffer, offset: number, base: Base, body: Uint8Array): number | undefined {
  const size = writeDelta(buffer, base, body, SCRATCH);
  if (size === 0) return undefined;
  let at = writeHeader(buffer, offset, OFFSET_DELTA, size);
  at = writeDistance(buffer, at, offset - base.offset);
  return writeStored(buffer, at, SCRATCH.subarray(0, size), size);
}

function bytesOf(body: string | Uint8Array): Uint8Array {
  return typeof body === "string" ? Buffer.from(body) : body;
}

/** Seven bits a byte, most significant first; each byte but the last counts from one ("offset encoding"). */
function writeDistance(buffer: Buffer, offset: number, distance: number): number {
  const bytes = [distance & 0x7f];
  for (let rest = distance >>> 7; rest > 0; rest >>>= 7) bytes.unshift(0x80 | (--rest & 0x7f));
  buffer.set(bytes, offset);
  return offset + bytes.length;
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
