/** Bytes of one piece of the store; a region of 300 sites takes a handful. */
const PIECE = 1 << 20;

/**
 * Keeps the texts of one repository outside of the heap, where thousands of them would be copied by each collection of
 * garbage. The room is used again for the next repository.
 */
export class TextStore {
  readonly #pieces: Buffer[] = [];
  #piece = 0;
  #used = 0;

  /** @returns the text in UTF-8, good until the next `clear` */
  keep(text: string): Uint8Array {
    // A UTF-16 code unit takes at most three bytes.
    const most = 3 * text.length;
    if (most > PIECE) return Buffer.from(text);
    if (this.#used + most > PIECE) {
      this.#piece++;
      this.#used = 0;
    }
    const piece = this.#current();
    const start = this.#used;
    this.#used += piece.write(text, start);
    return piece.subarray(start, this.#used);
  }

  #current(): Buffer {
    const known = this.#pieces[this.#piece];
    if (known) return known;
    const piece = Buffer.allocUnsafeSlow(PIECE);
    this.#pieces.push(piece);
    return piece;
  }

  clear(): void {
    this.#piece = 0;
    this.#used = 0;
  }
}
