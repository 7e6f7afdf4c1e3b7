import { parentPort, workerData } from "node:worker_threads";
import { loadFleet } from "../compiler/load/load-fleet.ts";
import type { Fleet } from "../constructs/fleet.ts";
import { type Order, obey } from "./lane.ts";
import { importProfiles } from "./profile-module.ts";
import type { ThreadSetup } from "./threads.ts";
import { Work } from "./work.ts";

/** What one of the threads of `startThreads` does. The main thread has read the fleet before and found no fault in it. */
const { root, profiles, destination } = workerData as ThreadSetup;
const { catalogue } = await importProfiles(profiles);
const work = new Work({ of: (name) => read([name]), whole: () => read([]) }, destination);

parentPort?.on("message", async (order: Order) => parentPort?.postMessage(await obey(work, order)));

function read(names: readonly string[]): Fleet {
  const { fleet } = loadFleet(root, catalogue, names);
  if (!fleet) throw new Error(`${root} changed while it was read`);
  return fleet;
}
