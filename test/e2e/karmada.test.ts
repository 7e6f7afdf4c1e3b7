import { loadAll } from "js-yaml";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { log } from "../../lab/program.ts";
import type { Child } from "../../lab/servers/child.ts";
import { type Cluster, startCluster } from "../../lab/servers/cluster.ts";
import { startControllers } from "../../lab/servers/controllers.ts";
import { type ControlPlane, startAgent, startKarmada } from "../../lab/servers/karmada.ts";
import type { StoredObject } from "../../lab/servers/kube-client.ts";
import { openScratch } from "../../lab/servers/scratch.ts";
import { until } from "../../lab/servers/until.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { type FleetData, set } from "../evolution/fleet.ts";
import { configMap, deliver, deployment, federatedFleet, imageOf, MEMBERS, objectsBelow } from "./karmada.ts";

type Member = (typeof MEMBERS)[number];

const REMOTE = "centre/hub/remote/karmada";
/** As whom Flux acts there. */
const DELIVERY = "system:serviceaccount:flux-system:flotilla-platform";
const CLUSTERS = "cluster.karmada.io/v1alpha1";

let folder = "";
let failed = true;
let centre: ControlPlane;
let members: Readonly<Record<Member, Cluster>>;
let fleet: FleetData;
let delivered: readonly KubernetesObject[] = [];
const agents = new Map<Member, Child>();
const started: { readonly stop: () => Promise<void> }[] = [];

beforeAll(async () => {
  folder = openScratch();
  centre = await startKarmada(folder, MEMBERS);
  started.push(centre);
  members = Object.fromEntries(
    await Promise.all(MEMBERS.map(async (name) => [name, await startMember(name)] as const)),
  ) as Record<Member, Cluster>;
  const ids = await Promise.all(MEMBERS.map(async (name) => [name, await idOf(members[name])] as const));
  fleet = federatedFleet(Object.fromEntries(ids));
  for (const name of MEMBERS) await prepareMember(name);
  await giveRights();
  await publish();
  for (const name of MEMBERS) await startAgentOf(name);
  failed = false;
});
afterEach(({ task }) => {
  failed ||= task.result?.state === "fail";
});
afterAll(async () => {
  await Promise.all([...agents.values(), ...started].map((each) => each.stop()));
  if (failed) log(`logs are kept in ${folder}`);
});

async function startMember(name: Member): Promise<Cluster> {
  const cluster = await startCluster(name, folder);
  started.push(cluster);
  started.push(await startControllers(cluster, ["namespace-controller", "garbage-collector-controller"]));
  return cluster;
}

async function idOf({ client, name }: Cluster): Promise<string> {
  const key = { apiVersion: "v1", kind: "Namespace", name: "kube-system" };
  const namespace = await until(`${name} has a namespace kube-system`, () => client.tryGet(key));
  return namespace.metadata.uid;
}

/** The hub's own repository brings the tenants' namespaces and the agent's rights; the pod itself runs outside. */
async function prepareMember(name: Member): Promise<void> {
  const { client } = members[name];
  const namespaces = objectsBelow(fleet, `${name}/hub/platform/50-tenants`).filter(({ kind }) => kind === "Namespace");
  const agent = agentObjects(name).filter(({ kind }) => kind !== "Deployment" && kind !== "ExternalSecret");
  await deliver(client, [...namespaces, ...agent]);
}

const agentObjects = (name: Member) => objectsBelow(fleet, `${name}/hub/platform/80-karmada-agent`);

async function startAgentOf(name: Member): Promise<void> {
  const pod = agentObjects(name).find(({ kind }) => kind === "Deployment") as unknown as {
    readonly spec: { readonly template: { readonly spec: { readonly containers: readonly [{ args: string[] }] } } };
  };
  const [{ args }] = pod.spec.template.spec.containers;
  agents.set(name, await startAgent(centre, members[name], args, "karmada-system/karmada-agent"));
}

/** What the Job at the centre does with the kubeconfig of the chart. */
async function giveRights(): Promise<void> {
  const access = objectsBelow(fleet, "centre/hub/platform/50-federation-access");
  const rights = access.find(({ kind }) => kind === "ConfigMap")?.["data"] as { readonly "rights.yaml": string };
  await deliver(centre.cluster.client, loadAll(rights["rights.yaml"]) as KubernetesObject[]);
}

/** Publishes the fleet as it is to the control plane. */
async function publish(): Promise<void> {
  const objects = objectsBelow(fleet, REMOTE);
  await deliver(centre.cluster.client, objects, delivered, DELIVERY);
  delivered = objects;
}

const ofMember = (name: Member, key: typeof deployment) => members[name].client.tryGet(key);

interface KioskSpec {
  readonly replicas: number;
  readonly template: {
    readonly spec: { readonly containers: readonly [{ readonly image: string }]; readonly affinity?: unknown };
  };
}

const kioskOf = async (name: Member) => {
  const found = await ofMember(name, deployment);
  if (!found) throw new Error(`${name} has no ${deployment.name}`);
  const { replicas, template } = found["spec"] as unknown as KioskSpec;
  return { replicas, image: template.spec.containers[0].image, affinity: template.spec.affinity };
};

const clusterOf = (name: string) => centre.cluster.client.tryGet({ apiVersion: CLUSTERS, kind: "Cluster", name });
const isReady = (cluster: StoredObject | undefined): string | undefined => {
  const conditions = (cluster?.status?.["conditions"] ?? []) as unknown as readonly { type: string; status: string }[];
  return conditions.find(({ type }) => type === "Ready")?.status;
};

async function untilReady(name: Member, status = "True"): Promise<void> {
  await until(`${name} is ready: ${status}`, async () => isReady(await clusterOf(name)) === status, { seconds: 120 });
}

async function untilThere(name: Member): Promise<StoredObject> {
  await until(`${name} has the configuration`, () => ofMember(name, configMap), { seconds: 120 });
  return until(`${name} has the app`, () => ofMember(name, deployment), { seconds: 120 });
}

test("an agent registers as the member that Git knows, with no more rights than Git gives it", async () => {
  for (const name of MEMBERS) await untilReady(name);
  const cluster = await clusterOf("hunan");
  expect(cluster?.["spec"]).toMatchObject({
    syncMode: "Pull",
    region: "hunan",
    provider: "panji",
    zones: ["shenzhen"],
  });
});

test("an app arrives in both members, each with its own overrides", async () => {
  for (const name of MEMBERS) await untilThere(name);
  await until(
    "guangdong has its override",
    async () => (await ofMember("guangdong", configMap))?.["data"] !== undefined,
  );
  expect((await ofMember("guangdong", configMap))?.["data"]).toEqual({ LOG_LEVEL: "info", MAP: "pearl-river" });
  expect((await ofMember("hunan", configMap))?.["data"]).toEqual({ LOG_LEVEL: "info", MAP: "xiang-river" });
  const [guangdong, hunan] = [await kioskOf("guangdong"), await kioskOf("hunan")];
  expect([guangdong.replicas, hunan.replicas]).toEqual([1, 2]);
  expect(hunan.image).toBe(imageOf("1.1.0"));
  expect(guangdong.image).toContain("/kiosk:1.0.0@");
  expect(JSON.stringify(guangdong.affinity)).toContain("sz-kiosk-01");
  expect(JSON.stringify(hunan.affinity)).toContain("cs-kiosk-01");
});

test("a member that cannot be reached keeps what it has, and gets what it missed when it is back", async () => {
  const before = await ofMember("hunan", deployment);
  await agents.get("hunan")?.stop();
  await members.hunan.stopApi();
  await untilReady("hunan", "Unknown");
  set(fleet.app("kiosk"), { config: { LOG_LEVEL: "debug" } });
  await publish();
  await until(
    "guangdong has the change",
    async () => ((await ofMember("guangdong", configMap))?.["data"] as { LOG_LEVEL?: string })?.LOG_LEVEL === "debug",
    { seconds: 60 },
  );
  await members.hunan.startApi();
  expect((await ofMember("hunan", deployment))?.metadata.uid).toBe(before?.metadata.uid);
  await startAgentOf("hunan");
  await untilReady("hunan");
  await until(
    "hunan has the change",
    async () => ((await ofMember("hunan", configMap))?.["data"] as { LOG_LEVEL?: string })?.LOG_LEVEL === "debug",
    { seconds: 120 },
  );
  expect((await ofMember("hunan", deployment))?.metadata.uid).toBe(before?.metadata.uid);
});

test("a member that retires loses the app before its overrides, and the other one notices nothing", async () => {
  const kept = await ofMember("guangdong", deployment);
  const seen: string[] = [];
  const stop = await members.hunan.client.watch(
    "/apis/apps/v1/namespaces/retail/deployments?watch=true",
    ({ type, object }) => {
      const { replicas } = (object as StoredObject)["spec"] as unknown as KioskSpec;
      seen.push(`${type} ${replicas}`);
    },
    () => {},
    "application/json",
  );
  const { hub } = fleet.region("hunan");
  if (hub?.federation) set(hub.federation, { state: "retired" });
  await publish();
  await until("hunan has lost the app", async () => (await ofMember("hunan", deployment)) === undefined, {
    seconds: 90,
  });
  await until("and its configuration", async () => (await ofMember("hunan", configMap)) === undefined, { seconds: 90 });
  stop();
  expect(seen.filter((each) => !each.endsWith(" 2"))).toEqual([]);
  const [policy] = await centre.cluster.client.list("policy.karmada.io/v1alpha1", "OverridePolicy", "", "retail");
  expect(JSON.stringify(policy)).toContain("xiang-river");
  expect(isReady(await clusterOf("hunan"))).toBe("True");
  expect((await ofMember("guangdong", deployment))?.metadata.uid).toBe(kept?.metadata.uid);
});

test("the next change takes its Cluster and its policies, and the other member's app stays as it is", async () => {
  const kept = await ofMember("guangdong", deployment);
  const { hub } = fleet.region("hunan");
  if (hub) delete hub.federation;
  set(fleet.app("kiosk"), { select: { regions: ["guangdong"], labels: { customer: "kiosk" } }, regions: {} });
  set(fleet.app("kiosk"), { regions: { guangdong: { config: { MAP: "pearl-river" } } } });
  await publish();
  await until("hunan is no member any more", async () => (await clusterOf("hunan")) === undefined, { seconds: 90 });
  const after = await ofMember("guangdong", deployment);
  expect(after?.metadata.uid).toBe(kept?.metadata.uid);
  expect(after?.metadata.generation).toBe(kept?.metadata.generation);
});
