import { Worker } from "node:worker_threads";
import { encodePack, type Pack } from "./pack.ts";
import { joinObjects, type PackObject } from "./pack-input.ts";

/** Bytes packed here before a thread is started: for less it would not earn its start. */
const WORTH_A_THREAD = 8 * 1024 * 1024;

/** Encodes packs, on this thread while there is little to do, then on a second one. */
export class PackThread {
  #worker: Worker | undefined;
  #bytes = 0;
  readonly #waiting: { resolve: (pack: Pack) => void; reject: (cause: unknown) => void }[] = [];

  async encode(objects: readonly PackObject[]): Promise<Pack> {
    const input = joinObjects(objects);
    this.#bytes += input.bodies.length;
    if (this.#bytes < WORTH_A_THREAD) return encodePack(input);
    this.#worker ??= this.#start();
    const { types, ids, sizes, bodies } = input;
    this.#worker.postMessage(input, [types.buffer, ids.buffer, sizes.buffer, bodies.buffer]);
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL("./pack-worker.ts", import.meta.url));
    worker.on("message", (pack: Pack) => this.#waiting.shift()?.resolve(pack));
    worker.on("error", (cause) => {
      this.#worker = undefined;
      for (const { reject } of this.#waiting.splice(0)) reject(cause);
    });
    return worker;
  }
}
