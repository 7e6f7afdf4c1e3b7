import type { Cluster } from "../servers/cluster.ts";
import type { Verdict } from "./judge.ts";
import { kindOf } from "./report.ts";

/**
 * Applies one accepted manifest of each kind for good and gives the kinds that are changed by applying them again:
 * those drift for ever, whoever reconciles them. The second time does not count: it writes the defaults of a status,
 * which creation leaves out.
 */
export async function unsteadyKinds({ client }: Cluster, verdicts: readonly Verdict[]): Promise<ReadonlySet<string>> {
  const first = new Map<string, Verdict>();
  for (const verdict of verdicts) {
    const kind = kindOf(verdict);
    if (verdict.refusal === undefined && !first.has(kind)) first.set(kind, verdict);
  }
  const unsteady = new Set<string>();
  for (const [kind, { emitted }] of first) {
    await client.apply(emitted.object);
    const before = await client.apply(emitted.object);
    const after = await client.apply(emitted.object);
    if (before.metadata.resourceVersion !== after.metadata.resourceVersion) unsteady.add(kind);
  }
  return unsteady;
}
