import { rmSync } from "node:fs";
import { startCluster } from "../servers/cluster.ts";
import { definitionsOf, installDefinitions } from "../servers/definitions.ts";
import { openScratch } from "../servers/scratch.ts";
import { emitFleet } from "./emit-fleet.ts";
import { judge, type Verdict } from "./judge.ts";
import { unsteadyKinds } from "./steady.ts";

/** The judgement of an API server over a whole fleet. */
export interface Conformance {
  readonly verdicts: readonly Verdict[];
  /** Kinds, as `apiVersion kind`, that a second apply changed. */
  readonly unsteady: ReadonlySet<string>;
}

/** Starts an API server with every definition, has it judge the fleet in `root`, and leaves nothing behind. */
export async function runConformance(root: string): Promise<Conformance> {
  const emitted = emitFleet(root);
  const scratch = openScratch();
  const cluster = await startCluster("conformance", scratch);
  try {
    await installDefinitions(cluster, definitionsOf());
    const verdicts = await judge(cluster, emitted);
    return { verdicts, unsteady: await unsteadyKinds(cluster, verdicts) };
  } finally {
    await cluster.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}
