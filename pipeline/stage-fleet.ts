import { provenanceOf } from "./provenance.ts";
import type { Destination } from "./repository-stager.ts";
import type { RunSettings } from "./settings.ts";
import type { Proof } from "./staged-fleet.ts";
import { workforce } from "./workers/worker-pool.ts";
import { startThreads, threadCount } from "./workers/worker-threads.ts";

/**
 * Checks everything, on several threads when the fleet is large. Whoever asks ends it with `commit` or `discard`.
 *
 * @param target where the repositories shall go; nothing is written without it
 */
export async function proveFleet(
  settings: RunSettings,
  target?: Pick<Destination, "base" | "overwrite">,
): Promise<Proof> {
  const { root, regions, today, profiles, threads } = settings;
  const destination = target && { ...target, today, provenance: provenanceOf(root) };
  const count = threads ?? threadCount(root, regions);
  const crew = workforce(startThreads(count, { root, regions, profiles, destination }));
  // The threads start while this one reads its own modules.
  const { prove } = await import("./staged-fleet.ts");
  return prove(settings, destination, crew);
}
