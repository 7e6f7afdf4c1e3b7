/** Sends manifests to an API server with strict field validation. */

import type { Cluster } from "../servers/cluster.ts";
import { Refused } from "../servers/kube-client.ts";
import { type Differences, differencesOf } from "./differences.ts";
import type { Emitted } from "./emitted.ts";

/** What the API server said to one manifest. */
export interface DryRunResult {
  readonly emitted: Emitted;
  /** Its message; undefined when it accepted the object. */
  readonly rejection: string | undefined;
  readonly differences: Differences;
}

/**
 * Sends every manifest by server-side apply with strict field validation. Nothing but namespaces is kept, so objects
 * of the same name from many sites do not meet.
 */
export async function dryRun({ client }: Cluster, all: readonly Emitted[]): Promise<readonly DryRunResult[]> {
  const names = new Set<string>();
  for (const { object } of all) {
    if (object.kind === "Namespace") names.add(object.metadata.name);
    if (object.metadata.namespace !== undefined) names.add(object.metadata.namespace);
  }
  for (const name of names) await client.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
  const results: DryRunResult[] = [];
  const rest = [...all];
  const work = async () => {
    for (let emitted = rest.pop(); emitted !== undefined; emitted = rest.pop()) {
      results.push(await dryRunOne(client, emitted));
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return results;
}

async function dryRunOne(client: Cluster["client"], emitted: Emitted): Promise<DryRunResult> {
  const { object } = emitted;
  try {
    const stored = await client.apply(object, { dryRun: true });
    return { emitted, rejection: undefined, differences: differencesOf(object, stored) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { emitted, rejection: error.message, differences: { added: [], changed: [] } };
  }
}
