/** What a worker thread does. */

import { parentPort, workerData } from "node:worker_threads";
import { fleetLoader, select } from "../../compiler/load/load-fleet.ts";
import { CENTRE, repositoryNames } from "../../compiler/lower/lower-repository.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import { loadCode } from "../own-code.ts";
import { RepositoryStager } from "../repository-stager.ts";
import { openUnitStore } from "../unit-store.ts";
import { handle, type WorkerRequest } from "./worker.ts";
import type { WorkerSetup } from "./worker-threads.ts";

/**
 * What each worker thread of `startWorkers` does. The main thread reads the fleet at the same time and tells its
 * faults; here they only end the work.
 */
const { root, regions, profiles, code: source, cache, destination } = workerData as WorkerSetup;
const code = await loadCode({ root, profiles, code: source });
const load = fleetLoader(root, code.catalogue, { ...code, cache });
const outline = read(["centre"]);
const names = outline ? repositoryNames(outline, select(outline.regions, regions)) : [];
/** The centre's repository may follow from the sites of any region. */
const of = (name: string) => read(name === CENTRE ? [] : [name]);
const units = openUnitStore({ profiles, cache }, code);
const stager = new RepositoryStager({ of, whole: () => read([]) }, destination, code, units);

parentPort?.on("message", async (request: WorkerRequest) =>
  parentPort?.postMessage(await handle(stager, names, request, (landed) => parentPort?.postMessage({ landed }))),
);

function read(selected: readonly string[]): Fleet | undefined {
  if (code.diagnostics.length > 0) return undefined;
  const { fleet, diagnostics } = load(selected);
  return diagnostics.some(({ severity }) => severity === "error") ? undefined : fleet;
}
