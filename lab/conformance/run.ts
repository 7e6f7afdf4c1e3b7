/** A whole run of conformance: an API server, every definition, every manifest. */

import { rmSync } from "node:fs";
import { startCluster } from "../servers/cluster.ts";
import { definitionsOf, installDefinitions } from "../servers/definitions.ts";
import { openScratch } from "../servers/scratch.ts";
import { addFleet } from "./emit-fleet.ts";
import { EmittedObjects } from "./emitted.ts";
import { addGolden } from "./golden.ts";
import { judge, type Verdict } from "./judge.ts";
import { unsteadyKinds } from "./steady.ts";

/** The judgement of an API server over a whole fleet. */
export interface Conformance {
  readonly verdicts: readonly Verdict[];
  /** Kinds, as `apiVersion kind`, that a second apply changed. */
  readonly unsteady: ReadonlySet<string>;
}

/** Starts an API server with every definition, has it judge the fleet in `root` and the golden cases of its tests, and leaves nothing behind. */
export async function runConformance(root: string): Promise<Conformance> {
  const objects = new EmittedObjects();
  addFleet(root, objects);
  addGolden(root, objects);
  const scratch = openScratch();
  const cluster = await startCluster("conformance", scratch);
  try {
    await installDefinitions(cluster, definitionsOf());
    const verdicts = await judge(cluster, objects.all);
    return { verdicts, unsteady: await unsteadyKinds(cluster, verdicts) };
  } finally {
    await cluster.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}
