import { setTimeout as sleep } from "node:timers/promises";
import type { KubernetesObject } from "../../model/manifest.ts";
import type { Cluster } from "../servers/cluster.ts";
import type { DryRunResult } from "./dry-run.ts";
import { kindOf } from "./report.ts";

/**
 * Applies one accepted manifest of each kind for good and gives the kinds that are changed by applying them again:
 * those drift for ever, whoever reconciles them. The second time does not count: it writes the defaults of a status,
 * which creation leaves out.
 */
export async function nonIdempotentKinds(
  { client }: Cluster,
  results: readonly DryRunResult[],
): Promise<ReadonlySet<string>> {
  const first = new Map<string, DryRunResult>();
  for (const result of results) {
    const kind = kindOf(result);
    if (result.rejection === undefined && !first.has(kind)) first.set(kind, result);
  }
  const nonIdempotent = new Set<string>();
  for (const [kind, { emitted }] of first) {
    await client.apply(emitted.object);
    if (await drifts(client, emitted.object)) nonIdempotent.add(kind);
  }
  return nonIdempotent;
}

/** Some kinds, such as definitions, get their status from the API server itself a moment later: what drifts does so each time. */
async function drifts(client: Cluster["client"], object: KubernetesObject): Promise<boolean> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const before = await client.apply(object);
    const after = await client.apply(object);
    if (before.metadata.resourceVersion === after.metadata.resourceVersion) return false;
    await sleep(1000);
  }
  return true;
}
