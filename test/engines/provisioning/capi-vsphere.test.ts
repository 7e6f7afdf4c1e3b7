import { describe, expect, test } from "vitest";
import { isProtected } from "../../../engines/protection.ts";
import { fieldAt } from "../../../model/kinds/facts.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { expectTree } from "../golden-tree.ts";
import { type Example, objectsOf, requests, vcenter } from "./vsphere-site.ts";

const golden = (name: string) => `${import.meta.dirname}/golden/capi-vsphere/${name}`;
const roles = ["control-plane", "control-plane", "control-plane", "worker", "worker"] as const;

const ofKind = (kind: string, objects: readonly KubernetesObject[]) => objects.filter((each) => each.kind === kind);
const names = (kind: string, example?: Example) =>
  ofKind(kind, objectsOf(example)).map(({ metadata }) => metadata.name);

const domains = {
  failureDomains: [
    { name: "rack-a", region: "suzhou", computeCluster: "edge" },
    {
      name: "rack-b",
      region: "suzhou",
      computeCluster: "edge",
      hosts: { hostGroup: "rack-b", vmGroup: "panji-b" },
      datastore: "vsan-02",
      portGroup: "nodes-b",
      folder: "/suzhou/vm/panji",
    },
  ],
};

describe("A site of virtual machines", () => {
  test("is a cluster, its vCenter, machines cloned alike and the addresses of its file", () => {
    expectTree(objectsOf({ roles }), golden("site"));
  });

  test("is the same to a provider that knows v1beta1 alone, but for the version of its kinds", () => {
    expectTree(objectsOf({ roles, provisioner: { api: "v1beta1" } }), golden("site-v1beta1"));
  });

  test("has two families by two pools, failure domains, and all settings of servers", () => {
    const example: Example = {
      network: {
        nodes: ["10.44.12.0/26", "fd00:44:12::/64"],
        pods: ["10.244.0.0/16", "fd00:f4::/56"],
        services: ["10.96.0.0/16", "fd00:96::/112"],
        vip: ["10.44.12.10", "fd00:44:12::10"],
        mtu: 9000,
        search: ["panji.example"],
        routes: [{ destination: "10.99.0.0/16", gateway: "10.44.12.1" }],
        proxy: { https: "http://proxy.example:3128" },
      },
      hosts: [{ address: ["10.44.12.11", "fd00:44:12::11"], hardware: { cpu: "8", memory: "16Gi" } }].map((each) => ({
        ...each,
        labels: { "panji.example/rack": "b" },
        taints: [{ key: "panji.example/radio", effect: "NoSchedule" }],
      })),
      site: { users: [{ name: "ops", sshKeys: [`ssh-ed25519 ${"A".repeat(68)} ops`] }] },
      parameters: { ...domains, spareAddresses: ["10.44.12.20", "fd00:44:12::20"] },
    };
    expectTree(objectsOf(example), golden("settings"));
  });
});

test("The deployment with the last worker may be pruned once that is released, and nothing else", () => {
  const releasedHosts = ["sz-nanshan-01-d", "sz-nanshan-01-e"];
  const open = (parameters: object) =>
    objectsOf({ roles, parameters })
      .filter((each) => !isProtected(each))
      .map(({ kind, metadata }) => `${kind}/${metadata.name}`);
  expect(open({ releasedHosts })).toEqual(["MachineDeployment/sz-nanshan-01-workers-amd64"]);
  expect(open({ releasedHosts: releasedHosts.slice(1) })).toEqual([]);
});

describe("What may not change has another name when it does", () => {
  test("another template of the vCenter makes other machine templates", () => {
    const [before, after] = [{}, { provisioner: { template: "other" } }].map((each) =>
      names("VSphereMachineTemplate", each),
    );
    expect(before).not.toEqual(after);
  });

  test("another certificate of the vCenter replaces no machine", () => {
    const parameters = { vcenterThumbprint: Array(20).fill("CD").join(":") };
    expect(names("VSphereMachineTemplate", { parameters })).toEqual(names("VSphereMachineTemplate"));
    expect(objectsOf({ parameters })).not.toEqual(objectsOf());
  });

  test("a failure domain that changes is another one, and its zone keeps its name", () => {
    const moved = { failureDomains: domains.failureDomains.map((each) => ({ ...each, computeCluster: "far-edge" })) };
    const [before, after] = [domains, moved].map((parameters) => ({ parameters })) as [Example, Example];
    expect(names("VSphereFailureDomain", before)).not.toEqual(names("VSphereFailureDomain", after));
    expect(names("VSphereDeploymentZone", before)).toEqual(names("VSphereDeploymentZone", after));
  });
});

test("A held site is paused, and a retired one loses its protection", () => {
  const paused = (state: string) =>
    ofKind("Cluster", objectsOf({ state })).map((each) => fieldAt(each, "spec", "paused"));
  expect([paused("held"), paused("active")]).toEqual([[true], [undefined]]);
  expect(objectsOf({ state: "retired" }).filter(isProtected)).toEqual([]);
  expect(objectsOf().every(isProtected)).toBe(true);
});

describe("What vSphere cannot do is refused", () => {
  const refused: readonly (readonly [string, Example, RegExp])[] = [
    ["a site without a vCenter", { parameters: { vcenter: undefined } }, /^error: no vCenter to make its machines/],
    ["machines without a network", { parameters: { portGroup: undefined } }, /^error: no network for its machines/],
    [
      "a vCenter that nobody verifies",
      { parameters: { vcenterThumbprint: undefined } },
      /^error: the vCenter vcenter.example.com without a thumbprint/,
    ],
    ["a machine of arm64", { host: { arch: "arm64" } }, /^error: host sz-nanshan-01-a of arm64/],
    ["an API without an address", { network: { vip: undefined } }, /^error: a cluster of virtual machines without/],
    [
      "half a processor",
      { host: { hardware: { cpu: "2500m", memory: "8Gi" } } },
      /^error: host sz-nanshan-01-a with 2.5 processors/,
    ],
    [
      "a control plane of 1 GiB",
      { host: { hardware: { cpu: "2", memory: "1Gi" } } },
      /with 1024 MiB of memory for a control plane/,
    ],
    [
      "workers that differ",
      { roles: ["control-plane", "worker", "worker"], hosts: [{}, {}, { labels: { a: "b" } }] },
      /^error: host sz-nanshan-01-c with other labels than sz-nanshan-01-b/,
    ],
    [
      "a spare address elsewhere",
      { parameters: { spareAddresses: ["10.45.0.1"] } },
      /^error: the spare address 10.45.0.1 outside of/,
    ],
    [
      "a spare address of a host",
      { parameters: { spareAddresses: ["10.44.12.11", "10.44.12.20"] } },
      /which sz-nanshan-01-a has/,
    ],
    [
      "no spare address for an upgrade",
      { parameters: { spareAddresses: [] } },
      /^warning: machines that are replaced by others/,
    ],
    [
      "failure domains in no datacenter",
      { parameters: { ...domains, datacenter: undefined } },
      /^error: failure domains in no datacenter/,
    ],
    [
      "two failure domains of one tag",
      { parameters: { failureDomains: [domains.failureDomains[0], domains.failureDomains[0]] } },
      /^error: two failure domains with the name rack-a/,
    ],
  ];

  test.each(refused)("%s", (_, example, expected) => {
    expect(requests(example)).toEqual([expect.stringMatching(expected)]);
  });

  test("a server of metal", () => {
    const metal = {
      virtual: undefined,
      machineId: "4c4c4544-0051-3110-8052-b4c04f4e3330",
      disk: "/dev/sda",
      mac: "02:44:0c:00:00:01",
    };
    expect(requests({ host: metal })).toEqual([
      expect.stringMatching(/^error: host sz-nanshan-01-a, which is a server of metal/),
    ]);
  });

  test("and a site that says all of it is taken", () => {
    expect(requests({ roles, parameters: { ...vcenter, ...domains } })).toEqual([]);
  });
});
