import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { isProtected } from "../../../engines/protection.ts";
import { clusterConfig } from "../../../engines/provisioning/eggo/cluster-config.ts";
import { eggo } from "../../../engines/provisioning/eggo/eggo.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { EggoProvisioner } from "../../../model/provisioner.ts";
import { filesOf, objectsFor, poolOf } from "../artifacts.ts";
import { expectFiles } from "../golden-files.ts";
import { expectTree } from "../golden-tree.ts";
import { eggoSite, settings } from "./eggo-site.ts";
import { agentBootstrap, type ExampleSite } from "./example-site.ts";

const golden = (name: string) => `${import.meta.dirname}/golden/eggo/${name}`;

const lower = (example: Partial<ExampleSite> = {}, provisioner: EggoProvisioner = settings) => {
  const site = eggoSite(example);
  return eggo.lower({ site, pool: poolOf(site), bootstrap: agentBootstrap }, provisioner);
};
const objectsOf = (example?: Partial<ExampleSite>, provisioner?: EggoProvisioner) =>
  objectsFor(lower(example, provisioner), "hub");
const jobOf = (objects: readonly KubernetesObject[]) => objects.find(({ kind }) => kind === "Job");

const several: Partial<ExampleSite> = {
  roles: ["control-plane", "control-plane", "control-plane", "worker"],
  hosts: [{}, {}, {}, { machineId: "4c4c4544-0051-3110-8052-b4c04f4e3339", arch: "amd64" }],
};
const balanced: EggoProvisioner = {
  ...settings,
  loadBalancer: "nginx",
  install: { ...settings.install, loadbalance: [{ name: "nginx", type: "pkg" }] },
};

test("A cluster of both architectures is a Job on the hub with its files, its key and its state", () => {
  expectTree(objectsOf(), golden("job"));
});

test("Whoever runs it by hand finds the same files with the commands", () => {
  const files = filesOf(lower({}, { ...settings, by: "operator" }));
  expectFiles(
    files.filter(({ path }) => !path.endsWith("run.sh")),
    golden("operator"),
  );
  expect(files.some(({ path }) => path === "operator/eggo/sz-nanshan-01/run.sh")).toBe(true);
});

test("A retired site's Job takes the cluster away, and nothing protects what is left of it", () => {
  const objects = objectsOf({ state: "retired" });
  expect(objects.filter(isProtected)).toEqual([]);
  expect(JSON.stringify(jobOf(objects)?.["spec"])).toContain('"cleanup"');
  expect(
    objectsOf()
      .filter(isProtected)
      .map(({ kind }) => kind),
  ).toEqual(["Namespace", "PersistentVolumeClaim", "ExternalSecret"]);
});

test("Another server is another Job, and what has run never runs again", () => {
  const name = (example?: Partial<ExampleSite>) => jobOf(objectsOf(example))?.metadata.name;
  expect(name()).toBe(name());
  expect(name({ roles: ["control-plane", "worker"], hosts: [{ arch: "amd64" }, {}] })).not.toBe(name());
});

test("While the hub comes back from a back-up no Job begins", () => {
  const spec = jobOf(objectsOf({ hubState: "restoring" }))?.["spec"];
  expect(spec).toMatchObject({ suspend: true });
  expect(jobOf(objectsOf())?.["spec"]).not.toHaveProperty("suspend");
});

test("Behind a gateway the Job runs on it, and keeps its state there", () => {
  const region = { hub: undefined, reach: "gateway", gateway: "sz-gate-01" };
  const site = eggoSite({ region });
  const artifacts = eggo.lower({ site, pool: poolOf(site), bootstrap: agentBootstrap }, settings);
  expectTree(objectsFor(artifacts, "centre"), golden("gateway"));
  expect(objectsFor(artifacts, "hub")).toEqual([]);
});

test("Before several control planes nginx stands on the first worker, and everything dials that", () => {
  const config = clusterConfig(eggoSite(several), balanced);
  expect(config).toMatchObject({
    loadbalance: { name: "sz-nanshan-01-d", ip: "10.44.12.14", port: 22, arch: "amd64", "bind-port": 6443 },
    "apiserver-endpoint": "10.44.12.14:6443",
    install: { loadbalance: [{ name: "nginx", type: "pkg" }] },
  });
  const agent = String(
    (objectsOf(several, balanced)[3] as unknown as { data: Record<string, string> }).data["first-agent.yaml"],
  );
  expect(agent).toContain("10.44.12.14");
});

test("A load balancer of the site's own answers at network.vip, which is in the certificates", () => {
  const config = clusterConfig(eggoSite({ ...several, network: { vip: "10.44.12.10" } }), settings);
  expect(config).not.toHaveProperty("loadbalance");
  expect(config).toMatchObject({
    "apiserver-endpoint": "10.44.12.10:6443",
    "apiserver-cert-sans": { ips: ["10.44.12.10", "10.44.12.11", "10.44.12.12", "10.44.12.13"] },
  });
});

test.each([
  ["isulad", "unix:///var/run/isulad.sock", "registry.panji.example"],
  ["containerd", "unix:///run/containerd/containerd.sock", "registry.panji.example"],
  ["docker", undefined, "https://registry.panji.example"],
] as const)("The runtime %s has its socket, and its mirror as it spells one", (runtime, endpoint, mirror) => {
  const config = clusterConfig(eggoSite(), { ...settings, runtime });
  expect(config["runtime-endpoint"]).toBe(endpoint);
  expect(config["registry-mirrors"]).toEqual([mirror]);
});

test("Labels and taints of a single node are given by kubectl after eggo, since eggo gives all nodes the same", () => {
  const objects = objectsOf({
    host: { labels: { "panji.example/rack": "r1" }, taints: [{ key: "own", effect: "NoSchedule" }] },
  });
  const { data } = objects[3] as unknown as { readonly data: Readonly<Record<string, string>> };
  expect(data["nodes.sh"]).toContain('kubectl label node sz-nanshan-01-b --overwrite "panji.example/rack=r1"\n');
  expect(data["nodes.sh"]).toContain('kubectl taint node sz-nanshan-01-b --overwrite "own=:NoSchedule"\n');
  expect(parse(data["cluster.yaml"] ?? "")).toMatchObject({
    "config-extra-args": [
      { name: "kubelet", "extra-args": { "--node-labels": expect.stringContaining("flotilla.dev/site=") } },
    ],
  });
});

describe("What is not supported", () => {
  const asked = (example: Partial<ExampleSite> = {}, provisioner: EggoProvisioner = settings) => {
    const site = eggoSite({ provisioner, ...example });
    return eggo
      .unsupported({ site, pool: poolOf(site) }, provisioner)
      .map(({ severity = "error", requested }) => `${severity}: ${requested}`);
  };

  test("nothing of a plain site", () => {
    expect([
      asked(),
      asked(several, balanced),
      asked({ region: { hub: undefined } }, { ...settings, by: "operator" }),
    ]).toEqual([[], [], []]);
  });

  test.each([
    ["v1.26.1", "isulad", "1.20 to 1.25"],
    ["v1.24.0", "docker", "1.20 to 1.23"],
    ["v1.19.9", "containerd", "1.20 to 1.25"],
  ] as const)("Kubernetes %s with %s, which eggo's flags keep from starting", (kubernetes, runtime, range) => {
    expect(asked({}, { ...settings, kubernetes, runtime })).toEqual([expect.stringContaining(range)]);
  });

  test("a server whose architecture the profile has no archive for", () => {
    const { amd64 } = settings.packages;
    expect(asked({}, { ...settings, packages: { ...(amd64 && { amd64 }) } })).toEqual([
      expect.stringContaining("sz-nanshan-01-b of arm64"),
      expect.stringContaining("sz-nanshan-01-c of arm64"),
    ]);
  });

  test("a virtual address with nginx, nginx without a worker, and nginx without its packages", () => {
    expect(asked({ ...several, network: { vip: "10.44.12.10" } }, balanced)).toEqual([
      expect.stringContaining("the API at 10.44.12.10"),
    ]);
    expect(asked({ roles: ["control-plane", "control-plane"], hosts: [{}, {}] }, balanced)).toEqual([
      expect.stringContaining("without a worker"),
    ]);
    expect(asked(several, { ...settings, loadBalancer: "nginx" })).toEqual([
      expect.stringContaining("no packages for it"),
    ]);
  });

  test("a Job in a region without a hub", () => {
    expect(asked({ region: { hub: undefined } })).toEqual([expect.stringContaining("which has no hub to run it")]);
  });

  test("a file that eggo takes and misunderstands, held to a schema of our own", () => {
    const image = [{ name: "images.tar", type: "image" }] as const;
    const install = { ...settings.install, image, etcd: [] };
    expect(asked({}, { ...settings, runtime: "containerd", install })).toEqual([
      expect.stringContaining("install.etcd"),
      expect.stringContaining("install.image"),
    ]);
    expect(asked({}, { ...settings, runtime: "containerd", install: { ...settings.install, image } })).toEqual([
      expect.stringContaining("install.image"),
    ]);
  });
});
