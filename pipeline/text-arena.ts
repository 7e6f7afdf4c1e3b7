/** Keeps texts of a repository as bytes outside of the heap. */

/** Bytes of one chunk of the arena; a region of 300 sites takes a handful. */
const CHUNK_BYTES = 1 << 20;

/**
 * Keeps the texts of one repository outside of the heap, where thousands of them would be copied by each collection of
 * garbage. The room is used again for the next repository.
 */
export class TextArena {
  readonly #chunks: Buffer[] = [];
  #chunk = 0;
  #used = 0;

  /** @returns the text in UTF-8, good until the next `clear` */
  add(text: string): Uint8Array {
    // A UTF-16 code unit takes at most three bytes.
    const most = 3 * text.length;
    if (most > CHUNK_BYTES) return Buffer.from(text);
    if (this.#used + most > CHUNK_BYTES) {
      this.#chunk++;
      this.#used = 0;
    }
    const chunk = this.#current();
    const start = this.#used;
    this.#used += chunk.write(text, start);
    return chunk.subarray(start, this.#used);
  }

  #current(): Buffer {
    const known = this.#chunks[this.#chunk];
    if (known) return known;
    const chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
    this.#chunks.push(chunk);
    return chunk;
  }

  clear(): void {
    this.#chunk = 0;
    this.#used = 0;
  }
}
