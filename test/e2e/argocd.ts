import { bootstrapObjectsOf } from "../../lab/bootstrap-objects.ts";
import type { Cluster } from "../../lab/servers/cluster.ts";
import type { StoredObject } from "../../lab/servers/kube-client.ts";
import { titleOf } from "../../lab/servers/object-uids.ts";
import { hubProjects, siteProjects } from "../../lab/servers/projects.ts";
import { until } from "../../lab/servers/until.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import * as flux from "./flux.ts";
import type { WorkTree } from "./published.ts";

const API = "argoproj.io/v1alpha1";
const NAMESPACE = "argocd";

const isNotFlux = (project: string) => !project.startsWith("github.com/fluxcd/");

/** Definitions that a hub and a site with Argo CD have once their charts are installed. */
export const definitions = {
  hub: ["github.com/argoproj/argo-cd/v3", ...hubProjects.filter(isNotFlux)],
  site: ["github.com/argoproj/argo-cd/v3", ...siteProjects.filter(isNotFlux)],
} as const;

/** What Argo CD says of an Application. */
interface Status {
  readonly sync?: { readonly status: string; readonly revision?: string };
  readonly health?: { readonly status: string; readonly message?: string };
  readonly conditions?: readonly { readonly type: string; readonly message: string }[];
  readonly operationState?: {
    readonly phase: string;
    readonly message?: string;
    readonly startedAt: string;
    readonly syncResult?: { readonly resources?: readonly { readonly name: string; readonly message?: string }[] };
  };
}

export function statusOf({ status }: StoredObject): Status {
  return (status ?? {}) as unknown as Status;
}

/** Applies what an operator applies once: the first objects, which the root folder holds as well. */
export async function bootstrap({ client }: Cluster, repository: string, root: string): Promise<void> {
  for (const object of bootstrapObjectsOf(repository, root)) await client.apply(object);
}

function applications({ client }: Cluster): Promise<readonly StoredObject[]> {
  return client.list(API, "Application", "", NAMESPACE);
}

export async function applicationOf({ client }: Cluster, name: string): Promise<StoredObject> {
  const found = await client.tryGet({ apiVersion: API, kind: "Application", name, namespace: NAMESPACE });
  if (found === undefined) throw new Error(`there is no Application ${name}`);
  return found;
}

/** Asks Argo CD to look at the repository now, as `argocd app get --refresh` does; `hard` renders again as well. */
export async function askForRefresh(cluster: Cluster, kind: "normal" | "hard" = "normal"): Promise<void> {
  for (const application of await applications(cluster)) await refresh(cluster, application, kind);
}

async function refresh({ client }: Cluster, { metadata: { name } }: StoredObject, kind = "normal"): Promise<void> {
  const key = { apiVersion: API, kind: "Application", name, namespace: NAMESPACE };
  await client.merge(key, { metadata: { annotations: { "argocd.argoproj.io/refresh": kind } } });
}

/**
 * Asks Argo CD to look until an Application shows something. Once is not enough: whoever asks during a look is
 * forgotten when the look ends.
 */
export async function untilShows(
  cluster: Cluster,
  name: string,
  what: string,
  shows: (application: StoredObject) => boolean,
  seconds = 120,
): Promise<void> {
  const look = async () => {
    const application = await applicationOf(cluster, name);
    if (shows(application)) return true;
    if (hasLooked(application)) await refresh(cluster, application);
    throw new Error(stateOf(application));
  };
  await until(`${name} of ${cluster.name} ${what}`, look, { seconds, every: 500 });
}

/** Lets an Application have been in its state of health for so many minutes. */
export async function backdateHealth({ client }: Cluster, name: string, minutes: number): Promise<void> {
  const lastTransitionTime = new Date(Date.now() - minutes * 60_000).toISOString();
  const key = { apiVersion: API, kind: "Application", name, namespace: NAMESPACE };
  await client.merge(key, { status: { health: { lastTransitionTime } } });
}

/** Ends a sync that would be tried again later, as `argocd app terminate-op` does. */
export async function terminate({ client }: Cluster, name: string): Promise<void> {
  const key = { apiVersion: API, kind: "Application", name, namespace: NAMESPACE };
  await client.merge(key, { status: { operationState: { phase: "Terminating" } } });
}

/** Whether Argo CD has looked since it was asked to. */
function hasLooked({ metadata }: StoredObject): boolean {
  return metadata.annotations?.["argocd.argoproj.io/refresh"] === undefined;
}

/** The error that keeps Argo CD from comparing the Application with the repository. */
export function comparisonError(application: StoredObject): string | undefined {
  return statusOf(application).conditions?.find(({ type }) => type === "ComparisonError")?.message;
}

/** Whether the Application is Synced with this revision, or any, and Healthy, and nothing is going on. */
function isDone(application: StoredObject, revision: string | undefined): boolean {
  const { sync, health, operationState, conditions = [] } = statusOf(application);
  return (
    sync?.status === "Synced" &&
    (revision === undefined || sync.revision === revision) &&
    health?.status === "Healthy" &&
    operationState?.phase !== "Running" &&
    !conditions.some(({ type }) => type.endsWith("Error")) &&
    hasLooked(application)
  );
}

function repositoryOf(application: KubernetesObject): string {
  return sourceOf(application).repoURL;
}

export function sourceOf(application: KubernetesObject) {
  return (application["spec"] as unknown as { readonly source: { repoURL: string; targetRevision: string } }).source;
}

/**
 * Waits until exactly the Applications that are published below `folder` exist, and all of them are Synced with the
 * tip and Healthy.
 */
export async function untilSynced(cluster: Cluster, tree: WorkTree, folder: string, seconds = 180): Promise<void> {
  const { tip } = tree.pull();
  // As it is published: the cluster may be on its way there from somewhere else.
  const root = tree
    .objects(folder)
    .find(({ kind, metadata }) => kind === "Application" && metadata.name === "flotilla");
  const repository = repositoryOf(root ?? (await applicationOf(cluster, "flotilla")));
  await untilDone(cluster, tree, folder, {
    what: `Synced with ${tip}`,
    revisionOf: (application) => (repositoryOf(application) === repository ? tip : undefined),
    seconds,
  });
}

/**
 * The same where the cluster reads artifacts: each with the digest that the root pins it to, or with that of the root's own artifact.
 *
 * @param digest of what the registry gives as the root
 */
export async function untilDelivered(
  cluster: Cluster,
  tree: WorkTree,
  folder: string,
  digest: string,
  seconds = 240,
): Promise<void> {
  tree.pull();
  await untilDone(cluster, tree, folder, {
    what: `Synced with ${digest}`,
    revisionOf: (application) => {
      const { repoURL, targetRevision } = sourceOf(application);
      // One that still reads the repository is asked to look until it does not.
      if (application.metadata.name === "flotilla") return digest;
      if (!repoURL.startsWith("oci://")) return undefined;
      return targetRevision.startsWith("sha256:") ? targetRevision : digest;
    },
    seconds,
  });
}

interface Wanted {
  readonly what: string;
  /** What an Application must be Synced with; undefined: whatever it is. */
  readonly revisionOf: (application: StoredObject) => string | undefined;
  readonly seconds: number;
}

async function untilDone(cluster: Cluster, tree: WorkTree, folder: string, wanted: Wanted): Promise<void> {
  const { what, revisionOf, seconds } = wanted;
  const published = tree.objects(folder).filter(({ kind }) => kind === "Application");
  const expected = published.map(({ metadata }) => metadata.name).sort();
  await askForRefresh(cluster);
  await until(
    `the Applications of ${cluster.name} are ${what} and Healthy`,
    async () => {
      await lookAtLeavingProjects(cluster);
      const found = await applications(cluster);
      const late = found.filter((each) => !isDone(each, revisionOf(each)));
      for (const each of late) {
        const revision = revisionOf(each);
        const isOld = revision !== undefined && statusOf(each).sync?.revision !== revision;
        if (isOld && hasLooked(each)) await refresh(cluster, each);
      }
      const names = found.map(({ metadata }) => metadata.name).sort();
      if (late.length > 0) throw new Error(late.map(stateOf).join("\n"));
      if (names.join() !== expected.join()) throw new Error(`found ${names.join()}, expected ${expected.join()}`);
      return true;
    },
    { seconds, every: 500 },
  );
}

/**
 * Lets Argo CD look at AppProjects that wait for their last Application. It looks when a project changes, not when the
 * Application goes, and else with the period of its reconciliation (argo-cd v3 controller/appcontroller.go,
 * finalizeProjectDeletion).
 */
async function lookAtLeavingProjects({ client }: Cluster): Promise<void> {
  const projects = await client.list(API, "AppProject", "", NAMESPACE);
  for (const { metadata } of projects.filter((each) => each.metadata.deletionTimestamp !== undefined)) {
    const key = { apiVersion: API, kind: "AppProject", name: metadata.name, namespace: NAMESPACE };
    await client.merge(key, { metadata: { annotations: { "test.flotilla.dev/looked": String(Date.now()) } } });
  }
}

/** What the running or last sync says of an object. */
export function syncMessage(application: StoredObject, name: string): string {
  const resources = statusOf(application).operationState?.syncResult?.resources ?? [];
  return resources.find((each) => each.name === name)?.message ?? "";
}

/** Asks Argo CD to look, and waits until no Application of the region's repository can be compared with it. */
export async function untilNoneCompares(cluster: Cluster): Promise<void> {
  const repository = repositoryOf(await applicationOf(cluster, "flotilla"));
  await askForRefresh(cluster);
  await until(`the Applications of ${cluster.name} cannot be compared`, async () => {
    const own = (await applications(cluster)).filter((each) => repositoryOf(each) === repository);
    const others = own.filter((each) => !hasLooked(each) || comparisonError(each) === undefined);
    for (const each of others.filter(hasLooked)) await refresh(cluster, each);
    if (others.length > 0) throw new Error(others.map(stateOf).join("\n"));
    return true;
  });
}

/** When each Application was last synced, by name. */
export async function lastSyncs(cluster: Cluster): Promise<Readonly<Record<string, string | undefined>>> {
  const all = await applications(cluster);
  return Object.fromEntries(all.map((each) => [each.metadata.name, statusOf(each).operationState?.startedAt]));
}

/**
 * What was written in a cluster while `act` ran, among the objects that are published below a folder before or after,
 * as `kind/namespace/name`. What Argo CD notes in an Application does not count.
 */
export async function changesDuring(
  cluster: Cluster,
  tree: WorkTree,
  folder: string,
  act: () => Promise<void>,
): Promise<readonly string[]> {
  const before = tree.pull().objects(folder);
  const versions = await versionsOf(cluster, before);
  await act();
  return flux.changedKeys(versions, await versionsOf(cluster, [...before, ...tree.pull().objects(folder)]));
}

/** An Application keeps its status in the object proper, so that its generation says nothing. */
async function versionsOf(cluster: Cluster, published: readonly KubernetesObject[]) {
  const others = published.filter(({ kind }) => kind !== "Application");
  const stored = await applications(cluster);
  return new Map([
    ...(await flux.versionsOf(cluster, others)),
    ...stored.map(
      ({ metadata: { uid, name }, spec }) => [`Application/${NAMESPACE}/${name}`, JSON.stringify([uid, spec])] as const,
    ),
  ]);
}

/** Name and state of an Application in a line, for a message. */
export function stateOf(application: StoredObject): string {
  const { sync, health, operationState, conditions = [] } = statusOf(application);
  const parts = [
    `${sync?.status ?? "not looked at"} ${sync?.revision?.slice(0, 8) ?? ""}`,
    `${health?.status ?? ""} ${health?.message ?? ""}`,
    `${operationState?.phase ?? ""} ${operationState?.message ?? ""}`,
    ...conditions.map(({ type, message }) => `${type}: ${message}`),
  ];
  return `${application.metadata.name}: ${parts.map((part) => part.trim()).join(", ")}`;
}

/** Objects as the list of uids names them, in order. */
export function titlesOf(objects: readonly KubernetesObject[]): readonly string[] {
  return objects.map((object) => titleOf(object, object.metadata)).sort();
}

/** What is there before and gone or created again after, but for what Kubernetes makes of workloads. */
export function lost(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] {
  const derived =
    /^(Pod|ReplicaSet\.apps|ControllerRevision\.apps|EndpointSlice\.discovery\.k8s\.io|IPAddress\.networking\.k8s\.io)\//;
  const gone = [...before].filter(([title, uid]) => after.get(title) !== uid).map(([title]) => title);
  return gone.filter((title) => !derived.test(title)).sort();
}
