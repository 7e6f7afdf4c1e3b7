import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import type { StoredObject } from "../../lab/servers/kube-client.ts";
import { addNode } from "../../lab/servers/nodes.ts";
import { until } from "../../lab/servers/until.ts";
import { fleetFiles, flotilla, writeFiles } from "../../lab/small-fleet.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { conditionOf } from "./flux.ts";
import { labOfTest } from "./lab-of-test.ts";

const lab = labOfTest(
  { hub: { engines: [], definitions: [], nodes: [{ name: "hub-a", arch: "amd64" }] } },
  async ({ folder, git, registry }) => {
    writeFiles(join(folder, "fleet"), fleetFiles({ repositories: git.url, registry: registry.host }));
  },
);

const inland = `zone: inland
ring: main
sites:
  - name: kiosk-02
    kind: nodes
    profile: edge-kubeedge@1.0.0
    state: active
    network: { nodes: 10.44.76.0/26, vlan: 412 }
    labels: { customer: mall }
    hosts:
      - name: kiosk-02-a
        machineId: 50f66e16-9b59-470b-b939-bddad873c805
        arch: arm64
        role: worker
        address: 10.44.76.11
        mac: "02:44:4c:00:00:01"
        disk: /dev/disk/by-id/nvme-a
`;

/** One server of each architecture. */
const harbour = `zone: harbour
ring: main
sites:
  - name: kiosk-03
    kind: nodes
    profile: edge-kubeedge@1.0.0
    state: active
    network: { nodes: 10.44.77.0/26, vlan: 413 }
    labels: { customer: mall }
    hosts:
      - name: kiosk-03-a
        machineId: 50f66e16-9b59-470b-b939-bddad873c806
        arch: amd64
        role: worker
        address: 10.44.77.11
        mac: "02:44:4d:00:00:01"
        disk: /dev/disk/by-id/nvme-a
      - name: kiosk-03-b
        machineId: 50f66e16-9b59-470b-b939-bddad873c807
        arch: arm64
        role: worker
        address: 10.44.77.12
        mac: "02:44:4d:00:00:02"
        disk: /dev/disk/by-id/nvme-a
`;

/** The app `till` under another name, for amd64 alone and in one zone alone. */
function scanIn(zone: string): string {
  const { folder } = lab();
  return readFileSync(join(folder, "fleet/apps/retail/till.yaml"), "utf8")
    .replaceAll("till", "scan")
    .replace("replicas: 1", "replicas: 3\narchitectures: [amd64]")
    .replace(/select: .*/, `select: { zones: [${zone}] }`);
}

/** Synthesises the fleet; resolves to the folder of the region's repository. */
async function synth(): Promise<string> {
  const out = join(lab().folder, "out");
  await flotilla("synth", "--fleet", join(lab().folder, "fleet"), "--region", "north", "--out", out);
  return join(out, "north");
}

async function applyFolder(folder: string): Promise<void> {
  const objects = readdirSync(folder)
    .filter((file) => file.endsWith(".yaml") && file !== "kustomization.yaml")
    .map((file) => load(readFileSync(join(folder, file), "utf8")) as KubernetesObject);
  objects.sort((a, b) => Number(b.kind === "Namespace") - Number(a.kind === "Namespace"));
  for (const object of objects) await lab().clusters.hub.client.apply(object);
}

/** Lets a server join as its EdgeCore would: under the name and labels of the file that it fetches. */
async function joinAs(repository: string, machineId: string, arch: "amd64" | "arm64"): Promise<void> {
  const file = join(repository, "hosts", machineId, "edgecore.yaml");
  const { modules } = load(readFileSync(file, "utf8")) as {
    readonly modules: {
      readonly edged: { readonly hostnameOverride: string; readonly nodeLabels: Readonly<Record<string, string>> };
    };
  };
  const { hostnameOverride: name, nodeLabels: labels } = modules.edged;
  await addNode(lab().clusters.hub, { name, arch, labels });
}

function podsOf(deployment: string): Promise<readonly StoredObject[]> {
  return lab().clusters.hub.client.list("v1", "Pod", `app.kubernetes.io/instance=${deployment}`, "retail");
}

/** The architecture of each node that a pod of the Deployment landed on, by the node's own label. */
async function architecturesOf(deployment: string): Promise<readonly (string | undefined)[]> {
  const { client } = lab().clusters.hub;
  const nodes = await nodesOf(deployment);
  const found = await Promise.all(nodes.map((name) => client.tryGet({ apiVersion: "v1", kind: "Node", name })));
  return found.map((node) => node?.metadata.labels?.["kubernetes.io/arch"]);
}

async function nodesOf(deployment: string): Promise<readonly string[]> {
  const { client } = lab().clusters.hub;
  const key = { apiVersion: "apps/v1", kind: "Deployment", name: deployment, namespace: "retail" };
  await until(`${deployment} is available`, async () => {
    const stored = await client.tryGet(key);
    if (stored?.status?.["availableReplicas"] === stored?.status?.["replicas"]) {
      return Number(stored?.status?.["availableReplicas"]) > 0;
    }
    throw new Error(JSON.stringify(stored?.status));
  });
  const pods = await podsOf(deployment);
  return pods.map((pod) => (pod["spec"] as unknown as { readonly nodeName: string }).nodeName);
}

test("An app becomes available on the servers of its zone and on no others", async () => {
  const repository = await synth();
  await joinAs(repository, "50f66e16-9b59-470b-b939-bddad873c803", "amd64");
  await applyFolder(join(repository, "hub/platform/50-tenants"));
  await applyFolder(join(repository, "hub/sites/coast/apps.retail"));
  expect(await nodesOf("till-coast")).toEqual(["kiosk-01-a"]);
});

test("A zone that was added as one file gets the app, with no other edit", async () => {
  expect(existsSync(join(lab().folder, "out/north/hub/sites/inland"))).toBe(false);
  writeFiles(join(lab().folder, "fleet"), { "sites/north/inland.yaml": inland });
  const repository = await synth();
  await joinAs(repository, "50f66e16-9b59-470b-b939-bddad873c805", "arm64");
  await applyFolder(join(repository, "hub/sites/inland/apps.retail"));
  expect(await nodesOf("till-inland")).toEqual(["kiosk-02-a"]);
  expect(await nodesOf("till-coast")).toEqual(["kiosk-01-a"]);
});

test("An app for amd64 alone waits for an amd64 server, and an app for both architectures runs on either", async () => {
  writeFiles(join(lab().folder, "fleet"), {
    "sites/north/harbour.yaml": harbour,
    "apps/retail/scan.yaml": scanIn("harbour"),
  });
  const repository = await synth();
  await joinAs(repository, "50f66e16-9b59-470b-b939-bddad873c807", "arm64");
  await applyFolder(join(repository, "hub/sites/harbour/apps.retail"));
  expect(await architecturesOf("till-harbour")).toEqual(["arm64"]);
  expect(await architecturesOf("till-coast")).toEqual(["amd64"]);
  await until("the scheduler has found no place for the app for amd64", async () => {
    const pods = await podsOf("scan-harbour");
    return pods.length === 3 && pods.every((pod) => conditionOf(pod, "PodScheduled")?.reason === "Unschedulable");
  });
  await joinAs(repository, "50f66e16-9b59-470b-b939-bddad873c806", "amd64");
  expect(await architecturesOf("scan-harbour")).toEqual(["amd64", "amd64", "amd64"]);
});

test("An app for amd64 alone is refused for a zone whose servers are all arm64", async () => {
  writeFiles(join(lab().folder, "fleet"), { "apps/retail/scan.yaml": scanIn("inland") });
  const refusal = await synth().catch((error: unknown) => error);
  expect(refusal).toMatchObject({ exitCode: 5, message: expect.stringContaining("FLT-ARCH-002") });
});
