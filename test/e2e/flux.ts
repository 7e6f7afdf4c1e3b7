import { bootstrapObjectsOf } from "../../lab/bootstrap-objects.ts";
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
  readonly observedGeneration?: number;
}

export function conditionOf({ status }: StoredObject, type: string): Condition | undefined {
  return ((status?.["conditions"] ?? []) as unknown as readonly Condition[]).find((each) => each.type === type);
}

/** Applies what an operator applies once: the first objects, which the root folder holds as well. */
export async function bootstrap({ client }: Cluster, repository: string, root: string): Promise<void> {
  for (const object of bootstrapObjectsOf(repository, root)) await client.apply(object);
}

/** Asks Flux to look at the repository now, as `flux reconcile source git` does. */
export async function askForReconciliation({ client }: Cluster): Promise<void> {
  const requestedAt = new Date().toISOString();
  await client.merge(source, { metadata: { annotations: { "reconcile.fluxcd.io/requestedAt": requestedAt } } });
}

/** Asks Flux to look, and waits until the source has the commit, whoever applies it. */
export async function untilFetched(cluster: Cluster, commit: string): Promise<void> {
  await askForReconciliation(cluster);
  await until(`the source of ${cluster.name} has ${commit}`, async () => {
    const artifact = (await cluster.client.tryGet(source))?.status?.["artifact"] as { revision?: string } | undefined;
    return artifact?.revision?.endsWith(commit);
  });
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

/** Asks Flux to look, and waits until exactly the published Kustomizations exist and all of them are Ready at the tip. */
export async function untilReady(cluster: Cluster, tree: WorkTree, root: string, seconds?: number): Promise<void> {
  await askForReconciliation(cluster);
  await untilApplied(cluster, tree, root, seconds);
}

/** The same without asking. */
export async function untilApplied(cluster: Cluster, tree: WorkTree, root: string, seconds = 240): Promise<void> {
  const { tip } = tree.pull();
  const wanted = tree
    .objects(root)
    .filter(({ kind }) => kind === "Kustomization")
    .map(({ metadata }) => metadata.name)
    .sort();
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
    { seconds },
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
 * What changes when an object is written or created again, by identity: `uid` and `generation`, or for kinds that have no
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

/** Keys of a map whose values differ in another, or that are in one of the two only. */
export function changedKeys(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].filter((key) => before.get(key) !== after.get(key)).sort();
}

/** Asks Flux to apply a folder again, as `flux reconcile kustomization` does. */
export async function askForApply({ client }: Cluster, name: string): Promise<void> {
  const requestedAt = new Date().toISOString();
  const key = { apiVersion: KUSTOMIZE, kind: "Kustomization", name, namespace: "flux-system" };
  await client.merge(key, { metadata: { annotations: { "reconcile.fluxcd.io/requestedAt": requestedAt } } });
}

/** Why the last look at the repository went wrong; undefined when it did not. */
export async function sourceFailure({ client }: Cluster): Promise<string | undefined> {
  const stored = await client.tryGet(source);
  const failed = stored && conditionOf(stored, "FetchFailed");
  return failed?.status === "True" ? failed.message : undefined;
}

/**
 * Has Flux look at the repository and at every folder every so many seconds instead of every five to fifteen minutes.
 * The objects that say how often are kept as they are now.
 */
export async function hasten(cluster: Cluster, seconds: number): Promise<void> {
  const patch = {
    metadata: { annotations: { "kustomize.toolkit.fluxcd.io/reconcile": "disabled" } },
    spec: { interval: `${seconds}s` },
  };
  const folders = (await kustomizations(cluster)).map(keyOf);
  for (const key of [source, ...folders]) await cluster.client.merge(key, patch);
}

/** How often Flux has gone through each folder as it is now, by name. */
export async function roundsOf(cluster: Cluster): Promise<ReadonlyMap<string, number>> {
  return new Map(
    (await kustomizations(cluster)).map(({ metadata, status }) => {
      const [latest] = (status?.["history"] ?? []) as unknown as readonly { readonly totalReconciliations: number }[];
      return [metadata.name, latest?.totalReconciliations ?? 0];
    }),
  );
}
