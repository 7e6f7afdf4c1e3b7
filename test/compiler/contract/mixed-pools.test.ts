import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Profile } from "../../../constructs/profile.ts";
import type { Site } from "../../../constructs/site.ts";
import { isProtected } from "../../../engines/protection.ts";
import { capiDev } from "../../../engines/provisioning/capi-dev/capi-dev.ts";
import { capiMetal3 } from "../../../engines/provisioning/capi-metal3/capi-metal3.ts";
import { capiVsphere } from "../../../engines/provisioning/capi-vsphere/capi-vsphere.ts";
import { kairos } from "../../../engines/provisioning/kairos/kairos.ts";
import { fieldAt } from "../../../model/kinds/facts.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { Provisioner } from "../../../model/provisioner.ts";
import { vsphereSiteParameters } from "../../../profiles/parameters/vsphere-site.ts";
import { outcome } from "./stand-in.ts";

const [metal, virtual] = [capiMetal3.example, capiVsphere.example];

const server = (id: number, role: string) => ({
  name: `metal-${id}`,
  machineId: `4c4c4544-0051-3110-8052-b4c04f4e333${id}`,
  arch: "amd64",
  role,
  address: `10.44.12.1${id}`,
  mac: `02:44:0c:00:00:0${id}`,
  bmc: `redfish-virtualmedia://10.44.255.1${id}/redfish/v1/Systems/1`,
  disk: "/dev/sda",
});
const machine = (id: number, role: string) => ({
  name: `virtual-${id}`,
  virtual: true,
  arch: "amd64",
  role,
  address: `10.44.12.2${id}`,
});

const parameters = {
  vcenter: "vcenter.example.com",
  vcenterThumbprint: Array(20).fill("AB").join(":"),
  portGroup: "nodes",
};

type Pools = NonNullable<Profile<Site>["pools"]>;

/** One cluster of two pools: the one that owns it, and `joined` with the hosts that are (or are not) virtual. */
function cluster(
  owner: Provisioner,
  joined: Provisioner,
  hosts: readonly object[],
  site: object = {},
  further: Pools = [],
) {
  const takesVirtual = joined.engine !== "capi-metal3";
  const { texts, errors } = outcome({
    profile: {
      provisioner: owner,
      parameters: vsphereSiteParameters,
      pools: [
        ...further,
        { name: "joined", provisioner: joined, takes: ({ spec }) => (spec.virtual === true) === takesVirtual },
      ],
    },
    site: { hosts, parameters, network: { nodes: "10.44.12.0/26", vip: "10.44.12.10" }, ...site },
    region: { parameters: { ironicAddress: "10.44.0.20" } },
  });
  const objects = [...texts]
    .filter(([path]) => path.includes("/hub/sites/shenzhen/shenzhen-01/") && !path.endsWith("kustomization.yaml"))
    .map(([, text]) => parse(text) as KubernetesObject);
  const named = (kind: string) => objects.filter((each) => each.kind === kind).map(({ metadata }) => metadata.name);
  // Each of the two sites of the fleet says the same.
  const found = [...new Set(errors.map(({ severity, message }) => `${severity}: ${message}`))];
  return { objects, named, found };
}

const mixed = [server(1, "control-plane"), server(2, "worker"), machine(1, "worker"), machine(2, "worker")];
const warned = expect.stringMatching(
  /^warning: engine capi-\w+ cannot do this: the pool joined: the provider finds its own/,
);

describe("Servers of metal with virtual workers", () => {
  const { objects, named, found } = cluster(metal, virtual, mixed);

  test("are one cluster of Metal3, in which machines of vSphere find an object of their own kind by its name", () => {
    expect(found).toEqual([warned]);
    expect([named("Cluster"), named("Metal3Cluster"), named("VSphereCluster")]).toEqual([
      ["shenzhen-01"],
      ["shenzhen-01"],
      ["shenzhen-01"],
    ]);
    const [borrowed] = objects.filter(({ kind }) => kind === "VSphereCluster");
    expect(fieldAt(borrowed, "spec", "disableClusterModule")).toBe(true);
    const [cluster] = objects.filter(({ kind }) => kind === "Cluster");
    expect(fieldAt(cluster, "spec", "infrastructureRef", "kind")).toBe("Metal3Cluster");
  });

  test("have a deployment a pool, each with the machines of its hosts alone", () => {
    const deployments = objects
      .filter(({ kind }) => kind === "MachineDeployment")
      .map((each) => [
        each.metadata.name,
        fieldAt(each, "spec", "replicas"),
        fieldAt(each, "spec", "template", "spec", "infrastructureRef", "kind"),
      ]);
    expect(deployments.sort()).toEqual([
      ["shenzhen-01-joined-amd64", 2, "VSphereMachineTemplate"],
      ["shenzhen-01-workers-amd64", 1, "Metal3MachineTemplate"],
    ]);
    expect(named("BareMetalHost").sort()).toEqual(["metal-1", "metal-2"]);
    expect(named("InClusterIPPool")).toEqual(["joined"]);
  });

  test("are repaired over their BMC, and no virtual machine is", () => {
    const [check] = objects.filter(({ kind }) => kind === "MachineHealthCheck");
    expect(fieldAt(check, "spec", "selector", "matchExpressions")).toContainEqual({
      key: "cluster.x-k8s.io/deployment-name",
      operator: "In",
      values: ["shenzhen-01-workers-amd64"],
    });
  });

  test("keep what machines end by when the site is retired", () => {
    const staying = cluster(metal, virtual, mixed, { state: "retired" }).objects.filter(isProtected);
    expect(staying.map(({ kind, metadata }) => `${kind}/${metadata.name}`).sort()).toEqual([
      "ExternalSecret/vcenter",
      "Namespace/site-shenzhen-01",
      "VSphereCluster/shenzhen-01",
    ]);
  });
});

test("Virtual control planes with workers of metal are one cluster of vSphere, with a Metal3Cluster of its name", () => {
  const hosts = [machine(1, "control-plane"), machine(2, "worker"), server(1, "worker")];
  const { named, found } = cluster(virtual, metal, hosts, {
    parameters: { ...parameters, spareAddresses: ["10.44.12.29"] },
  });
  expect(found).toEqual([warned]);
  expect([named("VSphereCluster"), named("Metal3Cluster"), named("KubeadmControlPlane")]).toEqual([
    ["shenzhen-01"],
    ["shenzhen-01"],
    ["shenzhen-01"],
  ]);
  expect(named("BareMetalHost")).toEqual(["metal-1"]);
  expect(named("Metal3MachineTemplate")).toEqual([expect.stringMatching(/^shenzhen-01-joined-amd64-/)]);
});

describe("Pools of one infrastructure", () => {
  test("are deployments of one cluster, and nothing is borrowed", () => {
    const hosts = [machine(1, "worker"), { ...server(1, "control-plane") }];
    const { named, found } = cluster(capiDev.example, capiDev.example, hosts);
    expect(found).toEqual([expect.stringMatching(/^warning: .* layers and apps in a cluster in memory/)]);
    expect([named("DevCluster"), named("MachineDeployment")]).toEqual([["shenzhen-01"], ["shenzhen-01-joined-amd64"]]);
  });
});

test("A second pool of an infrastructure that the cluster is not made on is refused, and one of its own is not", () => {
  const first = (provisioner: Provisioner): Pools[number] => ({
    name: "first",
    provisioner,
    takes: ({ spec }) => spec.name === "virtual-1",
  });
  const second = expect.stringMatching(/^error: .* the pool joined beside the pool first: /);
  expect(cluster(metal, virtual, mixed, {}, [first(virtual)]).found).toContainEqual(second);
  const hosts = [machine(1, "worker"), machine(2, "worker"), server(1, "control-plane")];
  const own = cluster(capiDev.example, capiDev.example, hosts, {}, [first(capiDev.example)]);
  expect(own.found.filter((each) => each.startsWith("error"))).toEqual([]);
});

describe("A pool that only looks right is refused", () => {
  const refused: readonly (readonly [string, Provisioner, Provisioner, readonly object[], RegExp])[] = [
    [
      "virtual workers at a cluster of Kairos",
      kairos.example,
      virtual,
      [server(1, "control-plane"), machine(1, "worker")],
      /a machine of capi-vsphere joins what Cluster API and kubeadm have made, and kairos makes the cluster/,
    ],
    [
      "servers of Kairos at a cluster of Metal3",
      metal,
      kairos.example,
      [server(1, "control-plane"), machine(1, "worker")],
      /the pool joined: a server of Kairos joins a cluster of its own kind alone/,
    ],
    [
      "another Kubernetes",
      metal,
      { ...virtual, kubernetes: "v1.34.0" },
      mixed,
      /Kubernetes v1.34.0 of the pool beside v1.33.10 of the cluster/,
    ],
    [
      "control planes of two pools",
      metal,
      virtual,
      [server(1, "control-plane"), machine(1, "control-plane"), machine(2, "control-plane")],
      /host virtual-1 as a control plane in the pool joined/,
    ],
  ];

  test.each(refused)("%s", (_, owner, joined, hosts, expected) => {
    const errors = cluster(owner, joined, hosts).found.filter((each) => each.startsWith("error"));
    expect(errors).toContainEqual(expect.stringMatching(expected));
  });
});
