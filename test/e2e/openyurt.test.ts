import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openYurtExample } from "../../engines/node-runtime/openyurt/example.ts";
import { yurtManagerRelease } from "../../engines/node-runtime/openyurt/yurt-manager.ts";
import { log } from "../../lab/program.ts";
import { type Cluster, startCluster } from "../../lab/servers/cluster.ts";
import { startControllers, withNodes } from "../../lab/servers/controllers.ts";
import { keyOf, type StoredObject } from "../../lab/servers/kube-client.ts";
import { addNode, startScheduling } from "../../lab/servers/nodes.ts";
import { startYurtManager } from "../../lab/servers/openyurt.ts";
import { openScratch } from "../../lab/servers/scratch.ts";
import { until } from "../../lab/servers/until.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import type { AppFile } from "../evolution/entries.ts";
import { set } from "../evolution/fleet.ts";
import { deliver, objectsBelow } from "./karmada.ts";
import { shop, yurtFleet, yurtZone } from "./openyurt.ts";

const parent = {
  ref: { kind: "hub", region: "guangdong" },
  path: "panji/guangdong/hub",
  endpoint: "https://hub.guangdong.panji.example:6443",
  registry: "registry.panji.example",
  repositories: "https://git.panji.example/fleet",
} as const;

const released = yurtManagerRelease(parent, openYurtExample);

let folder = "";
let failed = true;
let hub: Cluster;
const fleet = yurtFleet();
let delivered: readonly KubernetesObject[] = [];
let chart: readonly KubernetesObject[] = [];
const started: { readonly stop: () => Promise<void> }[] = [];

beforeAll(async () => {
  folder = openScratch();
  hub = await startCluster("guangdong", folder);
  started.push(hub);
  started.push(await startControllers(hub, [...withNodes, "clusterrole-aggregation-controller"]));
  started.push(...(await startScheduling(hub)));
  const namespaces = objectsBelow(fleet, "guangdong/hub/platform/50-tenants").filter(
    ({ kind }) => kind === "Namespace",
  );
  await deliver(hub.client, namespaces);
  const platform = objectsBelow(fleet, "guangdong/hub/platform/70-openyurt");
  await deliver(
    hub.client,
    platform.filter(({ apiVersion }) => !apiVersion.includes(".toolkit.fluxcd.io/")),
  );
  await hub.client.apply({
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: { name: PERSON },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
    subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: PERSON }],
  });
  const manager = await startYurtManager(hub, released);
  started.push(manager);
  chart = manager.objects;
  failed = false;
});
afterEach(({ task }) => {
  failed ||= task.result?.state === "fail";
});
afterAll(async () => {
  await Promise.all(started.map((each) => each.stop()));
  if (failed) log(`logs are kept in ${folder}`);
});

/** What the hub's delivery applies of pools and apps; charts and secrets are others' to bring. */
function published(): readonly KubernetesObject[] {
  return [
    ...objectsBelow(fleet, "guangdong/hub/platform/80-node-pools"),
    ...objectsBelow(fleet, "guangdong/hub/platform/80-apps-retail"),
    ...objectsBelow(fleet, "guangdong/hub/sites"),
  ];
}

async function publish(): Promise<void> {
  const objects = published();
  await deliver(hub.client, objects, delivered);
  delivered = objects;
}

/** Publishes the fleet with another app. */
async function publishShop(fields: Partial<AppFile>): Promise<void> {
  set(fleet.app("shop"), { ...shop, ...fields });
  await publish();
}

/** Somebody who may write nodes and is no master. */
const PERSON = "wei";

function unlabel(node: string, as: Readonly<Record<string, string>>): Promise<unknown> {
  const headers = { "content-type": "application/merge-patch+json", ...as };
  const patch = { metadata: { labels: { "apps.openyurt.io/nodepool": null } } };
  return hub.client.call("PATCH", `/api/v1/nodes/${node}`, patch, headers);
}

/** Without what any write changes. */
function contentOf({ metadata, ...content }: StoredObject) {
  const {
    resourceVersion: _,
    managedFields: _fields,
    generation: _generation,
    ...rest
  } = metadata as StoredObject["metadata"] & {
    readonly managedFields?: unknown;
  };
  return { ...content, metadata: rest };
}

interface DeploymentSpec {
  readonly replicas: number;
  readonly strategy: unknown;
  readonly template: {
    readonly metadata: { readonly labels: Readonly<Record<string, string>> };
    readonly spec: {
      readonly nodeSelector: unknown;
      readonly tolerations: unknown;
      readonly containers: readonly [
        { readonly image: string; readonly envFrom: unknown; readonly env: readonly unknown[] },
      ];
      readonly volumes: readonly unknown[];
    };
  };
}

async function deployments(): Promise<Readonly<Record<string, StoredObject>>> {
  const all = await hub.client.list("apps/v1", "Deployment", "", "retail");
  return Object.fromEntries(all.map((each) => [each.metadata.labels?.["apps.openyurt.io/pool-name"] ?? "", each]));
}

const specOf = (deployment: StoredObject | undefined) => deployment?.["spec"] as unknown as DeploymentSpec;
const revisionOf = (deployment: StoredObject | undefined) =>
  specOf(deployment)?.template.metadata.labels["apps.openyurt.io/controller-revision-hash"];

async function untilPools(...pools: readonly string[]): Promise<Readonly<Record<string, StoredObject>>> {
  return until(
    `the app is in ${pools.join(" and ")}`,
    async () => {
      const found = await deployments();
      return Object.keys(found).sort().join() === [...pools].sort().join() && found;
    },
    { seconds: 30 },
  );
}

test("A pool and an app are stored as they were written: the webhooks add nothing", async () => {
  await publish();
  for (const object of delivered) {
    const stored = (await hub.client.tryGet(keyOf(object))) as StoredObject;
    expect(stored).toMatchObject(object as object);
    if (object.kind === "NodePool" || object.kind === "YurtAppSet") expect(stored["spec"]).toEqual(object["spec"]);
  }
});

test("What yurt-manager writes into objects of its chart is nothing that delivery takes back", async () => {
  for (const object of chart) {
    if (released.written?.some(({ kind, name }) => kind === object.kind && name === object.metadata.name)) continue;
    const stored = (await hub.client.tryGet(keyOf(object))) as StoredObject;
    const applied = await hub.client.apply(object, { dryRun: true });
    expect(contentOf(applied), object.metadata.name).toEqual(contentOf(stored));
  }
});

test("Each pool has a Deployment of its own, with what differs in its zone", async () => {
  const { dongguan, shenzhen } = await untilPools("dongguan", "shenzhen");
  expect([specOf(dongguan).replicas, specOf(shenzhen).replicas]).toEqual([1, 2]);
  for (const [zone, deployment] of Object.entries({ dongguan, shenzhen })) {
    const { template } = specOf(deployment);
    const { nodeSelector, tolerations, volumes, containers } = template.spec;
    expect(nodeSelector).toEqual({ "apps.openyurt.io/nodepool": zone });
    expect(tolerations).toEqual([{ key: "node-role.kubernetes.io/edge", operator: "Exists", effect: "NoSchedule" }]);
    expect(containers[0].envFrom).toEqual([{ configMapRef: { name: `shop-${zone}` } }]);
    expect(containers[0].env).toEqual([
      { name: "TOKEN", valueFrom: { secretKeyRef: { name: `shop-${zone}`, key: "TOKEN" } } },
    ]);
    expect(volumes).toMatchObject([{ name: "settings", configMap: { name: `shop-${zone}-settings` } }]);
  }
});

test("A server that joins with the label of its pool gets what the pool says, and pods stay on it as long as that", async () => {
  const labels = { "apps.openyurt.io/nodepool": "dongguan", "flotilla.dev/zone": "dongguan" };
  await addNode(hub, { name: "dg-mall-01-a", arch: "amd64", labels });
  const node = await until("the node has the pool's role", async () => {
    const found = await hub.client.tryGet({ apiVersion: "v1", kind: "Node", name: "dg-mall-01-a" });
    return found?.metadata.labels?.["node-role.kubernetes.io/edge"] === "" && found;
  });
  expect(node.metadata.annotations?.["node.openyurt.io/autonomy-duration"]).toBe("48h");
});

test("Nobody but a master takes a server out of its pool", async () => {
  const refusal = await unlabel("dg-mall-01-a", { "impersonate-user": PERSON }).catch((error: unknown) => error);
  expect(refusal).toMatchObject({
    status: 403,
    message: expect.stringContaining("apps.openyurt.io/nodepool puts the server into zone dongguan"),
  });
});

test("A zone that comes gets its Deployment within seconds", async () => {
  fleet.zones.push(yurtZone("foshan", "fs-mall-01"));
  await publish();
  const { foshan } = await untilPools("dongguan", "foshan", "shenzhen");
  expect(specOf(foshan).template.spec.nodeSelector).toEqual({ "apps.openyurt.io/nodepool": "foshan" });
});

test("Where nothing differs by zone, a zone that comes leaves the pods of the others alone", async () => {
  const first = await deployments();
  fleet.zones.splice(-1);
  await publishShop({ secrets: [], zones: {} });
  const before = await untilReplaced(first, "dongguan", "shenzhen");
  fleet.zones.push(yurtZone("foshan", "fs-mall-01"));
  await publish();
  const after = await untilPools("dongguan", "foshan", "shenzhen");
  for (const zone of ["dongguan", "shenzhen"]) expect(specOf(after[zone])).toEqual(specOf(before[zone]));
});

test("What differs in one zone replaces the pods of all of them", async () => {
  const before = await deployments();
  await publishShop({ secrets: [], zones: { foshan: { replicas: 3 } } });
  const after = await untilReplaced(before, "dongguan", "foshan", "shenzhen");
  expect(specOf(after["foshan"]).replicas).toBe(3);
  expect(specOf(after["dongguan"]).replicas).toBe(1);
});

test("A zone that the app leaves loses its Deployment and the others keep theirs", async () => {
  const before = await deployments();
  await publishShop({ secrets: [], zones: {}, select: { regions: ["guangdong"], zones: ["dongguan", "shenzhen"] } });
  const after = await untilPools("dongguan", "shenzhen");
  expect(after["dongguan"]?.metadata.uid).toBe(before["dongguan"]?.metadata.uid);
});

test("A pool with a node in it cannot be deleted, and one without goes", async () => {
  const pool = (name: string) => ({ apiVersion: "apps.openyurt.io/v1beta2", kind: "NodePool", name });
  await expect(hub.client.delete(pool("dongguan"))).rejects.toThrow(/nonempty pool/);
  await hub.client.delete(pool("foshan"));
  expect(await hub.client.tryGet(pool("foshan"))).toBeUndefined();
});

/** These pools have Deployments, each with a revision that none had before. */
function untilReplaced(before: Readonly<Record<string, StoredObject>>, ...pools: readonly string[]) {
  const old = new Set(Object.values(before).map(revisionOf));
  return until(`the pods of ${pools.join(" and ")} are replaced`, async () => {
    const found = await deployments();
    const isThere = Object.keys(found).sort().join() === pools.join();
    return isThere && Object.values(found).every((each) => !old.has(revisionOf(each))) && found;
  });
}
