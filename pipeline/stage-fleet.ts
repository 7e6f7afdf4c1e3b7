import type { Destination } from "./destination.ts";
import { provenanceOf } from "./provenance.ts";
import type { RunSettings } from "./settings.ts";
import type { StagedFleet } from "./staged-fleet.ts";
import { createWorkerPool } from "./workers/worker-pool.ts";
import { startWorkers, workerCount } from "./workers/worker-threads.ts";

/**
 * Checks a fleet and stages its repositories, on several threads when the fleet is large. Whoever asks ends it with `commit` or `discard`.
 *
 * @param target where the repositories shall go; nothing is written without it
 */
export async function stageFleet(
  settings: RunSettings,
  target?: Pick<Destination, "base" | "overwrite" | "allowOlderTool">,
): Promise<StagedFleet> {
  const { root, regions, today, profiles, code, cache, threads } = settings;
  const destination = target && { ...target, today, provenance: provenanceOf(root) };
  const count = threads ?? workerCount(root, regions);
  const pool = createWorkerPool(startWorkers(count, { root, regions, profiles, code, cache, destination }));
  // The threads start while this one reads its own modules.
  const { stageWith } = await import("./staged-fleet.ts");
  return stageWith(settings, destination, pool);
}
