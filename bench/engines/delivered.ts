/** When a hub has what the root in the registry pins. */

import type { Cluster } from "../../lab/servers/cluster.ts";
import type { StoredObject } from "../../lab/servers/kube-client.ts";
import { until } from "../../lab/servers/until.ts";
import type { Arrival } from "./hub.ts";

const KUSTOMIZE = "kustomize.toolkit.fluxcd.io/v1";
const DIGEST = "flotilla.dev/digest";
const PATIENCE = 1800;
const root = {
  apiVersion: "source.toolkit.fluxcd.io/v1",
  kind: "OCIRepository",
  name: "flotilla",
  namespace: "flux-system",
} as const;

/** Asks for the root, and waits until it is applied and every Kustomization is Ready at the digest that it pins. */
export async function deliveredArrival({ client }: Cluster, start: number): Promise<Arrival> {
  const requestedAt = new Date().toISOString();
  await client.merge(root, { metadata: { annotations: { "reconcile.fluxcd.io/requestedAt": requestedAt } } });
  const each = new Map<string, number>();
  let looks = 0;
  return until(
    "every Kustomization is Ready at its digest",
    async () => {
      looks += 2;
      const source = await client.tryGet(root);
      const handled = source?.status?.["lastHandledReconcileAt"];
      const revision = (source?.status?.["artifact"] as { readonly revision?: string } | undefined)?.revision;
      const found = await client.list(KUSTOMIZE, "Kustomization", "", "flux-system");
      const now = (performance.now() - start) / 1000;
      const ready = found.filter((one) => isReadyAt(one, revision));
      // A digest that is to come is not awaited yet: nothing counts before the root itself.
      const isRootApplied = ready.some(({ metadata }) => metadata.name === "flotilla");
      if (handled !== requestedAt || !isRootApplied) throw new Error("the root is not applied");
      for (const { metadata } of ready) if (!each.has(metadata.name)) each.set(metadata.name, now);
      if (ready.length < found.length) throw new Error(`${ready.length} of ${found.length} are`);
      const objects = found.reduce((sum, { status }) => sum + entriesOf(status?.["inventory"]), 0);
      return { all: now, each, kustomizations: found.length, objects, looks };
    },
    { seconds: PATIENCE, every: 2000 },
  );
}

interface Condition {
  readonly type: string;
  readonly status: string;
}

function isReadyAt({ status, metadata }: StoredObject, root: string | undefined): boolean {
  const conditions = (status?.["conditions"] ?? []) as unknown as readonly Condition[];
  const isReady = conditions.some((each) => each.type === "Ready" && each.status === "True");
  return isReady && status?.["lastAppliedRevision"] === (metadata.annotations?.[DIGEST] ?? root);
}

function entriesOf(inventory: unknown): number {
  return (inventory as { readonly entries?: readonly unknown[] } | undefined)?.entries?.length ?? 0;
}
