/** Writes an object as what differs from another, in the instructions of a pack. */

/** Where an object stands whole: bytes of a buffer that is being filled. */
export interface Base {
  /** Of its entry in the pack. */
  readonly offset: number;
  /** Of its first byte. */
  readonly start: number;
  readonly size: number;
}

/** Shorter copies save nothing. */
const SHORTEST_COPY = 8;
const LONGEST_INSERT = 127;
const NEW_LINE = 0x0a;

/**
 * The instructions that make one text from another (gitformat-pack(5), "Deltified representation"): what both begin and
 * end with is copied, and so are equal lines between, taken in pairs. Objects that many sites share differ in a few
 * lines that stand in the same places.
 *
 * @param delta room for half of the target
 * @returns number of bytes written, or 0 when it would be more than half of the target
 */
export function writeDelta(source: Uint8Array, base: Base, target: Uint8Array, delta: Uint8Array): number {
  const { start, size } = base;
  const shorter = Math.min(size, target.length);
  const a = new DataView(source.buffer, source.byteOffset + start, size);
  const b = new DataView(target.buffer, target.byteOffset, target.length);
  // Four bytes at once, then those of the last four that are equal.
  let head = 0;
  while (head + 4 <= shorter && a.getInt32(head) === b.getInt32(head)) head += 4;
  while (head < shorter && a.getInt8(head) === b.getInt8(head)) head++;
  const both = shorter - head;
  let tail = 0;
  while (tail + 4 <= both && a.getInt32(size - 4 - tail) === b.getInt32(target.length - 4 - tail)) tail += 4;
  while (tail < both && a.getInt8(size - 1 - tail) === b.getInt8(target.length - 1 - tail)) tail++;

  const out = new Instructions(target, delta, Math.min(delta.length, target.length >> 1));
  out.size(size);
  out.size(target.length);
  out.copy(0, head);
  const sourceEnd = size - tail;
  const targetEnd = target.length - tail;
  let from = head;
  let to = head;
  while (from < sourceEnd && to < targetEnd) {
    const length = lineLength(source, start + from, start + sourceEnd);
    const wanted = lineLength(target, to, targetEnd);
    if (length === wanted && length >= SHORTEST_COPY && isSame(source, start + from, target, to, length)) {
      out.insertUpTo(to);
      out.copy(from, length);
    }
    from += length;
    to += wanted;
  }
  out.insertUpTo(targetEnd);
  out.copy(sourceEnd, tail);
  return out.finish();
}

function lineLength(text: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && text[at] !== NEW_LINE) at++;
  return Math.min(at + 1, end) - start;
}

function isSame(a: Uint8Array, aStart: number, b: Uint8Array, bStart: number, length: number): boolean {
  for (let index = 0; index < length; index++) if (a[aStart + index] !== b[bStart + index]) return false;
  return true;
}

class Instructions {
  readonly #target: Uint8Array;
  readonly #out: Uint8Array;
  readonly #limit: number;
  #at = 0;
  /** Bytes of the target that are accounted for. */
  #done = 0;
  #copyFrom = 0;
  #copyLength = 0;

  constructor(target: Uint8Array, out: Uint8Array, limit: number) {
    this.#target = target;
    this.#out = out;
    this.#limit = limit;
  }

  size(value: number): void {
    let rest = value;
    for (; rest > 0x7f; rest >>>= 7) this.#write((rest & 0x7f) | 0x80);
    this.#write(rest);
  }

  /** Neighbours become one instruction. */
  copy(from: number, length: number): void {
    this.#done += length;
    if (from === this.#copyFrom + this.#copyLength) {
      this.#copyLength += length;
      return;
    }
    this.#flush();
    this.#copyFrom = from;
    this.#copyLength = length;
  }

  insertUpTo(end: number): void {
    if (this.#done < end) this.#flush();
    while (this.#done < end) {
      const length = Math.min(LONGEST_INSERT, end - this.#done);
      this.#write(length);
      for (let index = 0; index < length; index++) this.#write(this.#target[this.#done + index] as number);
      this.#done += length;
    }
  }

  finish(): number {
    this.#flush();
    return this.#at > this.#limit ? 0 : this.#at;
  }

  /** A size of three bytes is enough for every object that is made from another. */
  #flush(): void {
    if (this.#copyLength === 0) return;
    const opcode = this.#at;
    let bits = 0x80;
    this.#write(bits);
    for (let byte = 0; byte < 4; byte++) bits |= this.#writeByte(this.#copyFrom >>> (8 * byte), 1 << byte);
    for (let byte = 0; byte < 3; byte++) bits |= this.#writeByte(this.#copyLength >>> (8 * byte), 0x10 << byte);
    if (opcode < this.#limit) this.#out[opcode] = bits;
    this.#copyFrom = 0;
    this.#copyLength = 0;
  }

  /** Zero is left out, which the bit of the opcode says. */
  #writeByte(value: number, bit: number): number {
    if ((value & 0xff) === 0) return 0;
    this.#write(value & 0xff);
    return bit;
  }

  #write(byte: number): void {
    if (this.#at < this.#limit) this.#out[this.#at] = byte;
    this.#at++;
  }
}
