import { Transform, type TransformCallback } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";

/** Lets so many bytes a second through. */
export class Throttle extends Transform {
  readonly #bytesPerSecond: number;

  constructor(bytesPerSecond: number) {
    super();
    this.#bytesPerSecond = bytesPerSecond;
  }

  override async _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback) {
    const piece = Math.ceil(this.#bytesPerSecond / 4);
    for (let start = 0; start < chunk.length && !this.destroyed; start += piece) {
      await sleep(250);
      this.push(chunk.subarray(start, start + piece));
    }
    done();
  }
}
