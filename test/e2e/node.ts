/** What tests ask of sites on real nodes. */

import { rmSync } from "node:fs";
import { afterAll, afterEach, beforeAll } from "vitest";
import { nodeObstacle } from "../../lab/node/obstacles.ts";
import { NodeFleet, type NodeFleetOptions } from "../../lab/node-fleet.ts";
import { log } from "../../lab/program.ts";
import type { Cluster } from "../../lab/servers/cluster.ts";
import type { StoredObject } from "../../lab/servers/kube-client.ts";
import type { PublishedSite } from "../../lab/servers/published-site.ts";
import { openScratch } from "../../lab/servers/scratch.ts";
import type { RunningSite } from "../../lab/servers/site.ts";
import { until } from "../../lab/servers/until.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { untilFetched } from "./flux.ts";
import { WorkTree } from "./published.ts";

/** Why real nodes cannot run here; undefined when they can. Then the tests are skipped by name. */
export const obstacle = await nodeObstacle();
if (obstacle !== undefined) log(`tests on real nodes are skipped: ${obstacle}`);

interface MallOptions {
  /** Accounts of registries that an operator has written to its server; that of the fleet's registry when unset. */
  readonly pullSecrets?: Readonly<Record<string, string>>;
  /** Starts what it reaches besides, once the fleet is published. */
  readonly upstreams?: (fleet: NodeFleet, folder: string) => Promise<PublishedSite["upstreams"]>;
}

/** A fleet with its site mall-01, before the tests of a file and until after them. */
export function mallOfTest(options: NodeFleetOptions & MallOptions = {}) {
  let fleet: NodeFleet | undefined;
  let mall: RunningSite | undefined;
  let folder = "";
  let failed = true;
  beforeAll(async () => {
    if (obstacle !== undefined) return;
    folder = openScratch();
    fleet = await NodeFleet.start(folder, options);
    const { pullSecrets } = options;
    const upstreams = await options.upstreams?.(fleet, folder);
    mall = await fleet.startMall({ ...(upstreams && { upstreams }), ...(pullSecrets && { pullSecrets }) });
    failed = false;
  });
  afterEach(({ task }) => {
    failed ||= task.result?.state === "fail";
  });
  afterAll(async () => {
    await mall?.stop();
    await fleet?.servers.stop();
    if (failed) log(`logs are kept in ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  });
  const there = <T>(each: T | undefined): T => {
    if (each === undefined) throw new Error("the site has not started");
    return each;
  };
  return { fleet: () => there(fleet), mall: () => there(mall), folder: () => folder };
}

/** Has the Flux of a site look at the fleet's repository now; resolves when it has the newest commit. */
export async function untilLooked(cluster: Cluster, { repository }: NodeFleet, folder: string): Promise<void> {
  await untilFetched(cluster, new WorkTree(repository, folder).tip);
}

interface PodStatus {
  readonly phase: string;
  readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  readonly containerStatuses?: readonly {
    readonly image: string;
    readonly restartCount: number;
    readonly state?: { readonly waiting?: { readonly reason: string; readonly message?: string } };
    readonly lastState?: { readonly terminated?: { readonly reason: string; readonly exitCode: number } };
  }[];
}

export function statusOf(pod: StoredObject): PodStatus {
  return pod.status as unknown as PodStatus;
}

/** Pods of an app that are not on their way out. */
export async function podsOf({ client }: Cluster, namespace: string, app: string): Promise<readonly StoredObject[]> {
  const pods = await client.list("v1", "Pod", `app.kubernetes.io/name=${app}`, namespace);
  return pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
}

/** What a pod has printed. */
async function logOf({ client }: Cluster, namespace: string, pod: string): Promise<string> {
  return String(await client.call("GET", `/api/v1/namespaces/${namespace}/pods/${pod}/log`));
}

/** Waits until the app has so many pods that are Ready, all of the image that ends so. */
export async function untilRunning(
  cluster: Cluster,
  namespace: string,
  app: string,
  { replicas = 1, image = "", seconds = 300 } = {},
): Promise<readonly StoredObject[]> {
  return until(
    `${app} runs with ${replicas} pods`,
    async () => {
      const pods = await podsOf(cluster, namespace, app);
      const ready = pods.filter((pod) => isReady(pod) && JSON.stringify(pod).includes(image));
      if (ready.length === replicas && pods.length === replicas) return pods;
      throw new Error(pods.map(storyOf).join("\n") || (await reconciliations(cluster)));
    },
    { seconds, every: 500 },
  );
}

export function isReady(pod: StoredObject): boolean {
  return statusOf(pod).conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false;
}

export function storyOf(pod: StoredObject): string {
  const { phase, containerStatuses = [] } = statusOf(pod);
  const states = containerStatuses.map(({ state, lastState }) => JSON.stringify({ ...state, last: lastState }));
  return `${pod.metadata.namespace}/${pod.metadata.name}: ${phase} ${states.join(" ")}`;
}

async function reconciliations({ client }: Cluster): Promise<string> {
  const all = await client.list("kustomize.toolkit.fluxcd.io/v1", "Kustomization");
  return all.map(({ metadata, status }) => `${metadata.name}: ${JSON.stringify(status?.["conditions"])}`).join("\n");
}

/**
 * A pod of the shop's programme as a tenant would run it, at the restricted level.
 */
export function shopPod(
  name: string,
  namespace: string,
  image: string,
  args: readonly string[],
  memory = "64Mi",
): KubernetesObject {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace },
    spec: {
      restartPolicy: "Never",
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      containers: [
        {
          name: "shop",
          image,
          args: [...args],
          resources: { requests: { cpu: "10m", memory: "16Mi" }, limits: { memory } },
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
        },
      ],
    },
  };
}

/** Runs a pod to its end; resolves to what it printed. */
export async function runToEnd(cluster: Cluster, pod: KubernetesObject, seconds = 120): Promise<string> {
  const { name, namespace = "default" } = pod.metadata;
  await cluster.client.apply(pod);
  await until(
    `the pod ${name} has ended`,
    async () => {
      const found = await cluster.client.tryGet({ apiVersion: "v1", kind: "Pod", name, namespace });
      const phase = found && statusOf(found).phase;
      if (phase === "Succeeded" || phase === "Failed") return true;
      throw new Error(found && storyOf(found));
    },
    { seconds },
  );
  return logOf(cluster, namespace, name);
}

/** What customers have counted. */
export interface Tally {
  readonly served: number;
  readonly failed: number;
  readonly versions: Readonly<Record<string, number>>;
  readonly reasons: Readonly<Record<string, number>>;
}

/**
 * Starts a pod with `buy`; resolves once it has been served. The function that comes back waits until enough was bought, ends
 * the pod and gives what it has counted.
 */
export async function startBuying(
  cluster: Cluster,
  pod: KubernetesObject,
): Promise<(isEnough: (tally: Tally) => boolean) => Promise<Tally>> {
  const { name, namespace = "default" } = pod.metadata;
  const tally = async (): Promise<Tally> => {
    const printed = await logOf(cluster, namespace, name);
    return JSON.parse(/tally (.*)\s*$/.exec(printed)?.[1] ?? "") as Tally;
  };
  await cluster.client.apply(pod);
  await until("somebody buys", async () => (await tally()).served > 0, { seconds: 120 });
  return async (isEnough) => {
    const last = await until("enough was bought", async () => {
      const found = await tally();
      if (isEnough(found)) return found;
      throw new Error(JSON.stringify(found));
    });
    await cluster.client.delete({ apiVersion: "v1", kind: "Pod", name, namespace });
    return last;
  };
}
