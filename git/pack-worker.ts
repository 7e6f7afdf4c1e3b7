import { parentPort } from "node:worker_threads";
import { encodePack } from "./pack.ts";
import type { PackInput } from "./pack-input.ts";

/** The other end of `PackThread`: a pack for each input, in order. */
parentPort?.on("message", (input: PackInput) => {
  const pack = encodePack(input);
  parentPort?.postMessage(pack, [pack.pack.buffer, pack.index.buffer]);
});
