import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { until } from "../../lab/servers/until.ts";
import type { JsonObject } from "../../model/json.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { fleetFiles, flotilla, writeFiles } from "./fleet.ts";
import { conditionOf } from "./flux.ts";
import { labOfTest } from "./lab-of-test.ts";

const SITES = 50;

const lab = labOfTest(
  { hub: { engines: ["cluster-api"], definitions: ["github.com/metal3-io/cluster-api-provider-metal3"] } },
  async ({ folder, git, registry }) => {
    const files = fleetFiles({ repositories: git.url, registry: registry.host });
    const zone = `zone: masts\nring: main\nsites:\n${Array.from({ length: SITES }, (_, n) => mast(n + 10)).join("")}`;
    writeFiles(join(folder, "fleet"), { ...files, "sites/north/masts.yaml": zone });
    await flotilla("synth", "--fleet", join(folder, "fleet"), "--region", "north", "--out", join(folder, "out"));
  },
);

function mast(n: number): string {
  const net = `10.44.${100 + n}`;
  return `  - name: mast-${n}
    kind: cluster
    profile: edge-metal@1.0.0
    state: active
    network: { nodes: ${net}.0/26, pods: 10.244.0.0/16, services: 10.96.0.0/16, vip: ${net}.10, vlan: ${500 + n} }
    labels: { customer: metro }
    hosts:
      - name: mast-${n}-a
        machineId: f6a7f5ff-8bee-45e3-bf89-c5aa501510${n}
        arch: amd64
        role: control-plane
        address: ${net}.11
        mac: "02:44:64:00:${n}:01"
        bmc: "redfish-virtualmedia://10.44.254.${n}/redfish/v1/Systems/1"
        disk: /dev/disk/by-id/nvme-a
`;
}

const inMemory: JsonObject = { backend: { inMemory: {} } };

/** What becomes of the kinds of Metal3 when its servers exist in memory only; undefined: left out. */
const swapped: Readonly<Record<string, ((object: KubernetesObject) => KubernetesObject) | undefined>> = {
  Metal3Cluster: (object) => ({ ...object, kind: "DevCluster", spec: inMemory }),
  Metal3MachineTemplate: (object) => ({
    ...object,
    kind: "DevMachineTemplate",
    spec: { template: { spec: inMemory } },
  }),
};

/** Clusters in memory have no Jobs, so the first agent is not sent there. */
const kept = new Set(["Namespace", "Cluster", "KubeadmControlPlane"]);

/** The published objects of a site with Metal3's kinds swapped, and the references to them. */
function objectsOf(folder: string): readonly KubernetesObject[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".yaml") && file !== "kustomization.yaml")
    .map((file) =>
      readFileSync(join(folder, file), "utf8").replace(
        /(infrastructureRef:\n(?: +apiGroup: .*\n)? +kind: )Metal3(\w+)/g,
        "$1Dev$2",
      ),
    )
    .map((text) => load(text) as KubernetesObject)
    .flatMap((object) => swapped[object.kind]?.(object) ?? (kept.has(object.kind) ? [object] : []))
    .sort((a, b) => Number(b.kind === "Namespace") - Number(a.kind === "Namespace"));
}

test(`${SITES} metal sites become ${SITES} provisioned clusters whose control planes are up`, async () => {
  const { client } = lab().clusters.hub;
  const root = join(lab().folder, "out/north/hub/sites/masts");
  for (const site of readdirSync(root)) for (const object of objectsOf(join(root, site))) await client.apply(object);
  const up = await until(
    `${SITES} clusters are up`,
    async () => {
      const clusters = await client.list("cluster.x-k8s.io/v1beta2", "Cluster");
      const done = clusters.filter(
        (each) =>
          each.status?.["phase"] === "Provisioned" &&
          conditionOf(each, "Available")?.status === "True" &&
          conditionOf(each, "ControlPlaneMachinesReady")?.status === "True",
      );
      if (done.length >= SITES) return done;
      throw new Error(`${done.length} are: ${JSON.stringify(clusters[0]?.status)}`);
    },
    { seconds: 280, every: 1000 },
  );
  expect(up).toHaveLength(SITES);
}, 300_000);
