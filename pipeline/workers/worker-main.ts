import { parentPort, workerData } from "node:worker_threads";
import { fleetLoader, select } from "../../compiler/load/load-fleet.ts";
import { repositoryNames } from "../../compiler/lower/lower-repository.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import { importProfiles } from "../profile-module.ts";
import { Work } from "../repository-stager.ts";
import { type Order, obey } from "./worker.ts";
import type { ThreadSetup } from "./worker-threads.ts";

/**
 * What one of the threads of `startThreads` does. The main thread reads the fleet at the same time and tells its
 * faults; here they only end the work.
 */
const { root, regions, profiles, destination } = workerData as ThreadSetup;
const { catalogue } = await importProfiles(profiles);
const load = fleetLoader(root, catalogue);
const outline = read(["centre"]);
const names = outline ? repositoryNames(outline, select(outline.regions, regions)) : [];
const work = new Work({ of: (name) => read([name]), whole: () => read([]) }, destination);

parentPort?.on("message", async (order: Order) => parentPort?.postMessage(await obey(work, names, order)));

function read(selected: readonly string[]): Fleet | undefined {
  const { fleet, diagnostics } = load(selected);
  return diagnostics.some(({ severity }) => severity === "error") ? undefined : fleet;
}
