import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { z } from "zod";
import type { StoredObject } from "../../lab/servers/kube-client.ts";
import { programOf } from "../../lab/servers/programs.ts";
import { until } from "../../lab/servers/until.ts";
import type { JsonObject } from "../../model/json.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { certificate } from "../certificates.ts";
import { objectsOf, ofKind, spec } from "../engines/provisioning/metal3-site.ts";
import { labOfTest } from "./lab-of-test.ts";

const NAMESPACE = "site-sz-nanshan-01";
const key = (person: string) => `ssh-ed25519 ${"A".repeat(68)} ${person}`;

/** A site that says all that a server can be told. */
const objects = objectsOf({
  roles: ["control-plane", "worker"],
  network: {
    nodes: ["10.44.12.0/26", "fd44:12::/64"],
    pods: ["10.244.0.0/16", "fd44:244::/56"],
    services: ["10.96.0.0/16", "fd44:96::/112"],
    ntp: ["ntp.panji.example"],
    search: ["edge.panji.example"],
    proxy: { https: "http://proxy.panji.example:3128" },
  },
  parameters: { sshKeys: [key("{{ operator }}")] },
  site: { users: [{ name: "wei", sshKeys: [key("wei: 'a' {% b")] }] },
  fleet: {
    trust: { root: certificate },
    registries: [{ host: "registry.panji.example", pullSecret: "registry-edge" }],
  },
  hosts: [
    { address: ["10.44.12.11", "fd44:12::11"] },
    {
      address: ["10.44.12.12", "fd44:12::12"],
      labels: { "panji.example/rack": "a", bay: "3" },
      taints: [{ key: "panji.example/radio", value: "5g", effect: "NoSchedule" }],
      disk: undefined,
      disks: [
        { purpose: "install", device: "/dev/disk/by-id/nvme-a" },
        { purpose: "volumes", device: "/dev/disk/by-id/nvme-b" },
      ],
    },
  ],
});

const inMemory: JsonObject = { backend: { inMemory: {} } };

/** The objects that Cluster API reads, with servers that exist in memory. */
const forLab = objects.flatMap((object): readonly KubernetesObject[] => {
  const { kind } = object;
  if (kind === "Metal3Cluster") return [{ ...object, kind: "DevCluster", spec: inMemory }];
  if (kind === "Metal3MachineTemplate")
    return [{ ...object, kind: "DevMachineTemplate", spec: { template: { spec: inMemory } } }];
  if (!["Namespace", "Cluster", "KubeadmControlPlane", "KubeadmConfigTemplate", "MachineDeployment"].includes(kind))
    return [];
  return [JSON.parse(JSON.stringify(object).replaceAll('"kind":"Metal3', '"kind":"Dev')) as KubernetesObject];
});

const lab = labOfTest({ hub: { engines: ["cluster-api"], definitions: [] } }, async ({ clusters, folder }) => {
  const { client } = clusters.hub;
  mkdirSync(join(folder, "user-data"), { recursive: true });
  for (const object of forLab) await client.apply(object);
  // What External Secrets would write.
  await client.apply({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "registry-edge", namespace: NAMESPACE },
    stringData: { ".dockerconfigjson": '{"auths":{"registry.panji.example":{"auth":"eDp5"}}}' },
  });
});

/** What CAPM3 makes of the data template and the annotations of a host. */
function metadataOf(host: string): Readonly<Record<string, string>> {
  const annotations = ofKind(objects, "BareMetalHost").find(({ metadata }) => metadata.name === host)?.metadata
    .annotations;
  const metaData = spec(ofKind(objects, "Metal3DataTemplate")[0])["metaData"] as {
    readonly fromAnnotations: readonly { readonly key: string; readonly annotation: string }[];
  };
  const own = metaData.fromAnnotations.map(({ key, annotation }) => [key, annotations?.[annotation] ?? ""] as const);
  const addresses = { node_ip: "10.44.12.11", node_ipv6: "fd44:12::11" };
  return { name: host, uuid: "4c4c4544", providerid: `ns/${host}/m`, ...addresses, ...Object.fromEntries(own) };
}

/** As cloud-init does it, once and for names alone. A long line is folded within a mark by whoever writes the YAML. */
function rendered(userData: string, metadata: Readonly<Record<string, string>>): string {
  return userData.replace(/\{\{\s*ds\.meta_data\.(\w+)\s*\}\}/g, (mark, name: string) => metadata[name] ?? mark);
}

/** What Cluster API writes into a cloud-config, and no key besides. */
const cloudConfig = z.strictObject({
  write_files: z.array(
    z.strictObject({
      path: z.string().regex(/^\//),
      owner: z.literal("root:root").optional(),
      permissions: z
        .string()
        .regex(/^0[0-7]{3}$/)
        .optional(),
      encoding: z.literal("base64").optional(),
      content: z.string().nullable(),
    }),
  ),
  runcmd: z.array(z.string()),
  ntp: z.strictObject({ enabled: z.boolean(), servers: z.array(z.string()) }),
});

/** User data of the machine of a role, once Cluster API has made it. */
async function userDataOf(role: "control-plane" | "worker"): Promise<string> {
  const { client } = lab().clusters.hub;
  const isControlPlane = ({ metadata }: StoredObject) => "cluster.x-k8s.io/control-plane" in (metadata.labels ?? {});
  return until(
    `the ${role} has its user data`,
    async () => {
      const machines = await client.list("cluster.x-k8s.io/v1beta2", "Machine", "", NAMESPACE);
      const machine = machines.find((each) => isControlPlane(each) === (role === "control-plane"));
      const bootstrap = machine?.["spec"] as { bootstrap?: { dataSecretName?: string } } | undefined;
      const name = bootstrap?.bootstrap?.dataSecretName;
      if (name === undefined) return undefined;
      const secret = await client.tryGet({ apiVersion: "v1", kind: "Secret", name, namespace: NAMESPACE });
      const value = (secret?.["data"] as Record<string, string> | undefined)?.["value"];
      return value && Buffer.from(value, "base64").toString("utf8");
    },
    { seconds: 300, every: 1000 },
  );
}

async function kubeadm(text: string) {
  const file = join(lab().folder, "user-data", "kubeadm.yaml");
  writeFileSync(file, text);
  const run = spawnSync(await programOf("kubeadm"), ["config", "validate", "--config", file], { encoding: "utf8" });
  return { status: run.status, said: run.stderr.trim() };
}

test.each([
  ["control-plane", "sz-nanshan-01-a", "/run/kubeadm/kubeadm.yaml"],
  ["worker", "sz-nanshan-01-b", "/run/kubeadm/kubeadm-join-config.yaml"],
] as const)(
  "kubeadm and a shell take what Cluster API makes for a %s of Metal3, and no key of it is unknown",
  async (role, host, path) => {
    const userData = await userDataOf(role);
    expect(userData).toMatch(/^## template: jinja\n#cloud-config\n/);
    const text = rendered(userData, metadataOf(host));
    // Whatever stood there would be taken for a word of the template.
    expect(text.slice(3)).not.toMatch(/\{\{|\{%|\{#/);
    const config = cloudConfig.parse(load(text));
    const contentOf = (name: string) => config.write_files.find((file) => file.path === name)?.content ?? "";
    const settings = contentOf(path);
    expect(settings).toContain(role === "worker" ? "panji.example/rack=a,bay=3" : "node-ip");
    expect(await kubeadm(settings)).toEqual({ status: 0, said: "" });
    expect(Buffer.from(contentOf("/etc/flotilla/authorities.pem"), "base64").toString()).toBe(certificate);
    expect(JSON.parse(contentOf("/var/lib/kubelet/config.json"))).toHaveProperty("auths");
    for (const script of [contentOf("/usr/local/sbin/flotilla-host-settings"), ...config.runcmd]) {
      expect(spawnSync("sh", ["-n"], { input: script, encoding: "utf8" }).stderr).toBe("");
    }
  },
  900_000,
);

// It comes with a distribution alone; the schema above stands in for its own where there is none.
const CLOUD_INIT = "cloud-init";
const hasCloudInit = spawnSync(CLOUD_INIT, ["--version"]).status === 0;

test.skipIf(!hasCloudInit)(
  "cloud-init's own schema takes both",
  async () => {
    for (const [role, host] of [
      ["control-plane", "sz-nanshan-01-a"],
      ["worker", "sz-nanshan-01-b"],
    ] as const) {
      const text = rendered(await userDataOf(role), metadataOf(host)).replace("## template: jinja\n", "");
      const file = join(lab().folder, "user-data", `${role}.yaml`);
      writeFileSync(file, text);
      const run = spawnSync(CLOUD_INIT, ["schema", "--config-file", file], { encoding: "utf8" });
      expect({ status: run.status, said: run.stderr }).toEqual({ status: 0, said: "" });
      expect(run.stdout).toMatch(/^Valid/);
    }
  },
  600_000,
);

test("the validators see what they are there for", async () => {
  const settings = "apiVersion: kubeadm.k8s.io/v1beta4\nkind: InitConfiguration\n";
  expect((await kubeadm(`${settings}nodeRegistration: { nam: x }\n`)).said).toContain(
    'unknown field "nodeRegistration.nam"',
  );
  expect((await kubeadm(`${settings}nodeRegistration: { name: "A B" }\n`)).status).not.toBe(0);
  const config = { write_files: [], runcmd: [], ntp: { enabled: true, servers: [] } };
  expect(cloudConfig.safeParse(config).success).toBe(true);
  expect(cloudConfig.safeParse({ ...config, write_file: [] }).success).toBe(false);
});
