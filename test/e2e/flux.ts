import { firstObjectsOf } from "../../lab/first-objects.ts";
import type { Cluster } from "../../lab/servers/cluster.ts";
import { keyOf, type StoredObject } from "../../lab/servers/kube-client.ts";
import { until } from "../../lab/servers/until.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import type { WorkTree } from "./published.ts";

const KUSTOMIZE = "kustomize.toolkit.fluxcd.io/v1";
const source = {
  apiVersion: "source.toolkit.fluxcd.io/v1",
  kind: "GitRepository",
  name: "flotilla",
  namespace: "flux-system",
} as const;

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

export function conditionOf({ status }: StoredObject, type: string): Condition | undefined {
  return ((status?.["conditions"] ?? []) as unknown as readonly Condition[]).find((each) => each.type === type);
}

/** Applies what an operator applies once: the first objects, which the root folder holds as well. */
export async function bootstrap({ client }: Cluster, repository: string, root: string): Promise<void> {
  for (const object of firstObjectsOf(repository, root)) await client.apply(object);
}

/** Asks Flux to look at the repository now, as `flux reconcile source git` does. */
export async function askForReconciliation({ client }: Cluster): Promise<void> {
  const requestedAt = new Date().toISOString();
  await client.merge(source, { metadata: { annotations: { "reconcile.fluxcd.io/requestedAt": requestedAt } } });
}

function kustomizations({ client }: Cluster): Promise<readonly StoredObject[]> {
  return client.list(KUSTOMIZE, "Kustomization", "", "flux-system");
}

export async function kustomizationOf({ client }: Cluster, name: string): Promise<StoredObject> {
  const found = await client.tryGet({ apiVersion: KUSTOMIZE, kind: "Kustomization", name, namespace: "flux-system" });
  if (found === undefined) throw new Error(`there is no Kustomization ${name}`);
  return found;
}

/** Whether the Kustomization has applied this commit and is Ready. */
export function isReadyAt(each: StoredObject, commit: string): boolean {
  const ready = conditionOf(each, "Ready");
  return ready?.status === "True" && String(each.status?.["lastAppliedRevision"]).endsWith(commit);
}

/** Waits until exactly the published Kustomizations exist and all of them are Ready at the tip. */
export async function untilReady(cluster: Cluster, tree: WorkTree, root: string, seconds = 120): Promise<void> {
  const { tip } = tree.pull();
  const wanted = tree
    .objects(root)
    .filter(({ kind }) => kind === "Kustomization")
    .map(({ metadata }) => metadata.name)
    .sort();
  await askForReconciliation(cluster);
  await until(
    `the Kustomizations of ${cluster.name} are Ready at ${tip}`,
    async () => {
      const found = await kustomizations(cluster);
      const late = found.filter((each) => !isReadyAt(each, tip));
      const names = found.map(({ metadata }) => metadata.name).sort();
      if (late.length > 0) throw new Error(late.map(stateOf).join("\n"));
      if (names.join() !== wanted.join()) throw new Error(`found ${names.join()}, expected ${wanted.join()}`);
      return true;
    },
    { seconds, every: 500 },
  );
}

function stateOf(each: StoredObject): string {
  const ready = conditionOf(each, "Ready");
  return `${each.metadata.name}: ${ready?.reason ?? "not looked at"}: ${ready?.message ?? ""}`;
}

/** Fields of the published objects that the cluster does not have as published, as `kind/namespace/name: path`. */
export async function missingFields({ client }: Cluster, published: readonly KubernetesObject[]): Promise<string[]> {
  const missing: string[] = [];
  for (const object of published) {
    const title = `${object.kind}/${object.metadata.namespace ?? ""}/${object.metadata.name}`;
    const stored = await client.tryGet(keyOf(object));
    if (stored === undefined) missing.push(`${title}: absent`);
    else missing.push(...lacking(object, stored, "").map((path) => `${title}: ${path}`));
  }
  return missing;
}

function lacking(wanted: unknown, found: unknown, path: string): readonly string[] {
  if (typeof wanted !== "object" || wanted === null) return wanted === found ? [] : [path];
  if (typeof found !== "object" || found === null) return isEmpty(wanted) ? [] : [path];
  const there = found as Readonly<Record<string, unknown>>;
  return Object.entries(wanted).flatMap(([key, value]) => lacking(value, there[key], `${path}.${key}`));
}

/** The API server leaves out empty lists and maps. */
function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}

/**
 * What changes when an object is written or made anew, by identity: `uid` and `generation`, or for kinds that have no
 * generation the content. A status, which controllers write, does not count.
 */
export async function versionsOf(
  { client }: Cluster,
  published: readonly KubernetesObject[],
): Promise<ReadonlyMap<string, string>> {
  const entries = await Promise.all(
    published.map(async (object) => {
      const stored = await client.tryGet(keyOf(object));
      const { uid, generation, labels } = stored?.metadata ?? {};
      const content = generation ?? JSON.stringify({ ...stored, metadata: { labels }, status: undefined });
      const { kind, metadata } = object;
      return [`${kind}/${metadata.namespace ?? ""}/${metadata.name}`, `${uid} ${content}`] as const;
    }),
  );
  return new Map(entries);
}

/** Asks Flux to apply a folder again, as `flux reconcile kustomization` does. */
export async function askForApply({ client }: Cluster, name: string): Promise<void> {
  const requestedAt = new Date().toISOString();
  const key = { apiVersion: KUSTOMIZE, kind: "Kustomization", name, namespace: "flux-system" };
  await client.merge(key, { metadata: { annotations: { "reconcile.fluxcd.io/requestedAt": requestedAt } } });
}

/** Whether the last look at the repository went wrong. */
export async function sourceHasFailed({ client }: Cluster): Promise<boolean> {
  const stored = await client.tryGet(source);
  return stored !== undefined && conditionOf(stored, "FetchFailed")?.status === "True";
}
