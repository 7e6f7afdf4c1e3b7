import { parentPort, workerData } from "node:worker_threads";
import type { CompiledRepository } from "../compiler/compile.ts";
import { loadFleet } from "../compiler/load/load-fleet.ts";
import type { Fleet } from "../constructs/fleet.ts";
import { importProfiles } from "./profile-module.ts";
import type { ThreadAnswer, ThreadOrder, ThreadSetup } from "./threads.ts";
import { Work } from "./work.ts";

/** What one of the threads of `startThreads` does. The main thread has read the fleet before and found no fault in it. */
const { root, profiles, destination } = workerData as ThreadSetup;
const { catalogue } = await importProfiles(profiles);
const work = new Work({ of: (name) => read([name]), whole: () => read([]) }, destination);

parentPort?.on("message", async (order: ThreadOrder) => {
  const answer: ThreadAnswer = {
    compiled: order.kind === "compile" ? await compile(order.names, order.taken) : [],
    published: order.kind === "commit" ? await work.commit() : [],
  };
  if (order.kind === "discard") await work.discard();
  parentPort?.postMessage(answer);
});

async function compile(
  names: readonly string[],
  taken: Int32Array<SharedArrayBuffer>,
): Promise<ThreadAnswer["compiled"]> {
  const compiled: [string, CompiledRepository][] = [];
  const take = () => names[Atomics.add(taken, 0, 1)];
  for (let name = take(); name !== undefined; name = take()) compiled.push([name, await work.compile(name)]);
  return compiled;
}

function read(names: readonly string[]): Fleet {
  const { fleet } = loadFleet(root, catalogue, names);
  if (!fleet) throw new Error(`${root} changed while it was read`);
  return fleet;
}
