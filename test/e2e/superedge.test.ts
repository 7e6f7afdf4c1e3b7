import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { log } from "../../lab/program.ts";
import { installDefinitions } from "../../lab/servers/definitions.ts";
import type { ObjectKey, StoredObject } from "../../lab/servers/kube-client.ts";
import { keyOf } from "../../lab/servers/kube-client.ts";
import { addNode } from "../../lab/servers/nodes.ts";
import { openScratch } from "../../lab/servers/scratch.ts";
import { until } from "../../lab/servers/until.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { type FleetData, set } from "../evolution/fleet.ts";
import { deliver, objectsBelow } from "./karmada.ts";
import { CONTROLLER, type Hub, mall, mallFleet, startHub } from "./superedge.ts";

const TENANT = "system:serviceaccount:flux-system:flotilla-tenant-retail";
const PERSON = "operator";

let folder = "";
let failed = true;
let hub: Hub;
let fleet: FleetData;
let delivered: readonly KubernetesObject[] = [];

beforeAll(async () => {
  folder = openScratch();
  hub = await startHub(folder);
  fleet = mallFleet();
  await givePeopleRights();
  const platform = objectsBelow(fleet, "hunan/hub/platform/70-superedge");
  const definitions = platform.filter(({ kind }) => kind === "CustomResourceDefinition");
  await installDefinitions(hub.cluster, definitions);
  const others = platform.filter(({ kind }) =>
    /^(Namespace|ServiceAccount|ClusterRole|ValidatingAdmission|Node)/.test(kind),
  );
  await deliver(hub.cluster.client, [namespaceOf("retail"), ...others]);
  await hub.startGrids();
  await join("cs-mall-01-a", "changsha");
  await publish();
  failed = false;
});
afterEach(({ task }) => {
  failed ||= task.result?.state === "fail";
});
afterAll(async () => {
  await hub?.stop();
  if (failed) log(`logs are kept in ${folder}`);
});

/** All that the repository has for the tenant's own account to apply. */
async function publish(): Promise<void> {
  const zones = fleet.zones.map(({ zone }) => objectsBelow(fleet, `hunan/hub/sites/${zone}/apps.retail`));
  const next = [...objectsBelow(fleet, "hunan/hub/platform/80-apps-retail"), ...zones.flat()];
  await deliver(hub.cluster.client, next, delivered, TENANT);
  delivered = next;
}

/** As a server joins: with the labels that kubeadm gives its kubelet. */
async function join(name: string, zone: string): Promise<void> {
  const labels = {
    "flotilla.dev/zone": zone,
    "flotilla.dev/site": name.slice(0, -2),
    "flotilla.dev/runtime": "superedge",
    "flotilla-zone": zone,
    [zone]: "nodeunits.superedge.io",
  };
  await addNode(hub.cluster, { name, arch: "amd64", labels });
}

async function givePeopleRights(): Promise<void> {
  const apiGroup = "rbac.authorization.k8s.io";
  const role = { apiVersion: `${apiGroup}/v1`, kind: "ClusterRole", metadata: { name: "servers" } };
  await hub.cluster.client.apply({ ...role, rules: [{ apiGroups: [""], resources: ["nodes"], verbs: ["*"] }] });
  const bind = (name: string, to: string, user: string) =>
    hub.cluster.client.apply({
      ...role,
      kind: "ClusterRoleBinding",
      metadata: { name },
      roleRef: { apiGroup, kind: "ClusterRole", name: to },
      subjects: [{ kind: "User", apiGroup, name: user }],
    });
  await bind("people", "servers", PERSON);
  await bind("tenant", "admin", TENANT);
}

const namespaceOf = (name: string): KubernetesObject => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
const keyIn = (kind: string, name: string): ObjectKey => ({
  apiVersion: kind === "Service" ? "v1" : kind.endsWith("Grid") ? "superedge.io/v1" : "apps/v1",
  kind,
  name,
  namespace: "retail",
});
const get = (kind: string, name: string) => hub.cluster.client.tryGet(keyIn(kind, name));

async function appearing(kind: string, name: string): Promise<StoredObject> {
  return until(`${kind} ${name} is there`, async () => {
    const found = await get(kind, name);
    if (!found) throw new Error("it is not");
    return found;
  });
}

/** Takes the label of its zone off a server, as somebody. */
function unlabel(node: string, as?: { readonly user: string }): Promise<unknown> {
  const headers = {
    "content-type": "application/merge-patch+json",
    ...(as && { "impersonate-user": as.user }),
  };
  const patch = { metadata: { labels: { "flotilla-zone": null } } };
  return hub.cluster.client.call("PATCH", `/api/v1/nodes/${node}`, patch, headers);
}

interface Workload {
  readonly replicas: number;
  readonly template: {
    readonly spec: {
      readonly nodeSelector: Readonly<Record<string, string>>;
      readonly containers: readonly { readonly image: string; readonly envFrom: readonly unknown[] }[];
      readonly volumes?: readonly unknown[];
    };
  };
}
const specOf = (object: StoredObject) => object["spec"] as unknown as Workload;

test("a zone with servers gets the Deployment, the StatefulSet and the Service of each app, with its own configuration", async () => {
  const directory = specOf(await appearing("Deployment", "directory-changsha"));
  expect(directory).toMatchObject({
    replicas: 1,
    template: {
      spec: {
        nodeSelector: { "flotilla-zone": "changsha" },
        containers: [{ envFrom: [{ configMapRef: { name: "directory-changsha" } }] }],
      },
    },
  });
  const beacon = specOf(await appearing("Deployment", "beacon-changsha"));
  expect(beacon.template.spec.containers).toMatchObject([{ envFrom: [{ configMapRef: { name: "beacon" } }] }]);
  const ledger = specOf(await appearing("StatefulSet", "ledger-changsha"));
  expect(ledger.template.spec.volumes).toEqual([
    { name: "data", persistentVolumeClaim: { claimName: "ledger-changsha-data" } },
  ]);
  const service = await appearing("Service", "directory-svc");
  expect(service.metadata.annotations).toMatchObject({ topologyKeys: '["flotilla-zone"]' });
  expect(await get("Deployment", "directory-yueyang")).toBeUndefined();
});

test("what becomes of each zone stands in the status of its grid, by which delivery tells health", async () => {
  await until("the grid says that its zone has its pods", async () => {
    const grid = await get("DeploymentGrid", "directory");
    const states = (grid?.status?.["states"] ?? {}) as Readonly<Record<string, { readonly readyReplicas?: number }>>;
    if (states["changsha"]?.readyReplicas !== 1) throw new Error(JSON.stringify(grid?.status));
    return true;
  });
});

test("the controller writes nothing into a grid but what delivery leaves to it", async () => {
  const grid = delivered.find(({ kind, metadata }) => kind === "DeploymentGrid" && metadata.name === "directory");
  const stored = await get("DeploymentGrid", "directory");
  const added: string[] = [];
  compare(grid?.["spec"], stored?.["spec"], "/spec", added);
  const names = [...new Set(added.map((each) => each.replace(/\/templatePool\/[^/]+/, "/templatePool/*")))].sort();
  expect(names).toEqual([
    "/spec/template/template/metadata/creationTimestamp",
    "/spec/template/template/metadata/labels/superedge.io~1template-hash-key",
    "/spec/templatePool/*/template/metadata/creationTimestamp",
    "/spec/templatePool/*/template/metadata/labels/superedge.io~1template-hash-key",
  ]);
});

/** JSON pointers of what the second value has and the first has not, or has otherwise. */
function compare(sent: unknown, stored: unknown, pointer: string, found: string[]): void {
  if (typeof sent !== "object" || typeof stored !== "object" || sent === null || stored === null) {
    if (sent !== stored) found.push(pointer);
    return;
  }
  for (const key of new Set([...Object.keys(sent), ...Object.keys(stored)])) {
    const step = key.replaceAll("~", "~0").replaceAll("/", "~1");
    const at = (value: object) => (value as Readonly<Record<string, unknown>>)[key];
    compare(at(sent), at(stored), `${pointer}/${step}`, found);
  }
}

test("a zone gets the apps within seconds of its first server, those that are everywhere before any file names it", async () => {
  const began = Date.now();
  await join("yy-mall-01-a", "yueyang");
  const directory = specOf(await appearing("Deployment", "directory-yueyang"));
  expect(directory.replicas).toBe(2);
  expect(Date.now() - began).toBeLessThan(15_000);
  await join("zz-mall-01-a", "zhuzhou");
  await appearing("Deployment", "beacon-zhuzhou");
  const absent = specOf(await appearing("Deployment", "directory-zhuzhou"));
  expect(absent.replicas).toBe(0);
  fleet.zones.push(mall("zhuzhou", "zz-mall-01", "10.43.3"));
  await publish();
  await until("the zone has what its file says", async () => {
    const found = await get("Deployment", "directory-zhuzhou");
    if (!found || specOf(found).replicas !== 2) throw new Error(JSON.stringify(found?.["spec"]));
    return true;
  });
});

test("a new image of one zone rolls that zone and no other", async () => {
  const before = await get("Deployment", "directory-changsha");
  const image = fleet.app("directory").image.replace(":1.0.0", ":1.1.0");
  set(fleet.app("directory"), {
    zones: { changsha: { replicas: 1, config: { MAP: "river" } }, yueyang: { image } },
  });
  await publish();
  await until("the zone has the image", async () => {
    const found = await get("Deployment", "directory-yueyang");
    const [container] = found ? specOf(found).template.spec.containers : [];
    if (container?.image !== image) throw new Error(container?.image);
    return true;
  });
  expect((await get("Deployment", "directory-changsha"))?.metadata.generation).toBe(before?.metadata.generation);
});

test("nobody takes the label of its zone off a server, and a master who does loses the zone's apps within seconds", async () => {
  const refusal = await unlabel("yy-mall-01-a", { user: PERSON }).catch((error: unknown) => error);
  expect(refusal).toMatchObject({
    status: 403,
    message: expect.stringContaining("puts the server into zone yueyang: without it the apps of the zone go"),
  });
  expect(await get("Deployment", "directory-yueyang")).toBeDefined();
  await unlabel("zz-mall-01-a");
  await until("the zone's apps are gone", async () => (await get("Deployment", "beacon-zhuzhou")) === undefined);
});

test("the controller may not put its own definitions in the place of ours", async () => {
  const [definition] = objectsBelow(fleet, "hunan/hub/platform/70-superedge").filter(
    ({ kind, metadata }) => kind === "CustomResourceDefinition" && metadata.name === "deploymentgrids.superedge.io",
  );
  const refusal = await hub.cluster.client
    .apply(definition as KubernetesObject, { as: CONTROLLER, dryRun: true })
    .catch((error: unknown) => error);
  expect(refusal).toMatchObject({ status: 403 });
  const stored = await hub.cluster.client.tryGet(keyOf(definition as KubernetesObject));
  expect(JSON.stringify(stored?.["spec"])).toContain('"x-kubernetes-preserve-unknown-fields":true');
});

test("an app that is a grid no more loses its Deployments and its Service", async () => {
  const { apps } = fleet;
  apps.splice(
    apps.findIndex(({ name }) => name === "beacon"),
    1,
  );
  await publish();
  await until("its Deployments are gone", async () => (await get("Deployment", "beacon-changsha")) === undefined);
  await until("its Service is gone", async () => (await get("Service", "beacon-svc")) === undefined);
});
