/** What a worker thread does. */

import { parentPort, workerData } from "node:worker_threads";
import { fleetLoader, select } from "../../compiler/load/load-fleet.ts";
import { repositoryNames } from "../../compiler/lower/lower-repository.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import { importProfiles } from "../profile-module.ts";
import { RepositoryStager } from "../repository-stager.ts";
import { handle, type WorkerRequest } from "./worker.ts";
import type { WorkerSetup } from "./worker-threads.ts";

/**
 * What each worker thread of `startWorkers` does. The main thread reads the fleet at the same time and tells its
 * faults; here they only end the work.
 */
const { root, regions, profiles, destination } = workerData as WorkerSetup;
const { catalogue } = await importProfiles(profiles);
const load = fleetLoader(root, catalogue);
const outline = read(["centre"]);
const names = outline ? repositoryNames(outline, select(outline.regions, regions)) : [];
const stager = new RepositoryStager({ of: (name) => read([name]), whole: () => read([]) }, destination);

parentPort?.on("message", async (request: WorkerRequest) =>
  parentPort?.postMessage(await handle(stager, names, request)),
);

function read(selected: readonly string[]): Fleet | undefined {
  const { fleet, diagnostics } = load(selected);
  return diagnostics.some(({ severity }) => severity === "error") ? undefined : fleet;
}
