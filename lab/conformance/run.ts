/** A whole run of conformance: an API server, every definition, every manifest. */

import { rmSync } from "node:fs";
import { startCluster } from "../servers/cluster.ts";
import { definitionsOf, installDefinitions } from "../servers/definitions.ts";
import { openScratch } from "../servers/scratch.ts";
import { type DryRunResult, dryRun } from "./dry-run.ts";
import { addFleet } from "./emit-fleet.ts";
import { EmittedObjects } from "./emitted.ts";
import { addGolden } from "./golden.ts";
import { nonIdempotentKinds } from "./idempotence.ts";

/** What an API server answers to a whole fleet. */
export interface Conformance {
  readonly results: readonly DryRunResult[];
  /** Kinds, as `apiVersion kind`, that a second apply changed. */
  readonly nonIdempotent: ReadonlySet<string>;
}

/** Starts an API server with every definition, sends it the fleet in `root` and the golden cases of its tests as a dry run, and leaves nothing behind. */
export async function runConformance(root: string): Promise<Conformance> {
  const objects = new EmittedObjects();
  addFleet(root, objects);
  addGolden(root, objects);
  const scratch = openScratch();
  const cluster = await startCluster("conformance", scratch);
  try {
    await installDefinitions(cluster, definitionsOf());
    const results = await dryRun(cluster, objects.all);
    return { results, nonIdempotent: await nonIdempotentKinds(cluster, results) };
  } finally {
    await cluster.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}
