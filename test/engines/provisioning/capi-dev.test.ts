import { describe, expect, test } from "vitest";
import { isProtected } from "../../../engines/protection.ts";
import { capiDev } from "../../../engines/provisioning/capi-dev/capi-dev.ts";
import type { CapiDevProvisioner } from "../../../model/provisioner.ts";
import { outcome } from "../../compiler/contract/stand-in.ts";
import { objectsFor, poolOf } from "../artifacts.ts";
import { expectTree } from "../golden-tree.ts";
import { agentBootstrap, type ExampleSite, exampleSite, image } from "./example-site.ts";

const golden = (name: string) => `${import.meta.dirname}/golden/capi-dev/${name}`;

const memory = capiDev.example;
const docker: CapiDevProvisioner = {
  ...memory,
  backend: { kind: "docker", node: image("kindest/node", "v1.33.10"), installer: image("alpine/k8s", "1.33.10") },
};

type Example = Omit<ExampleSite, "provisioner">;
const objectsOf = (provisioner: CapiDevProvisioner, example: Example = {}) => {
  const site = exampleSite({ provisioner, ...example });
  return objectsFor(capiDev.lower({ site, pool: poolOf(site), bootstrap: agentBootstrap }, provisioner), "hub");
};

const roles = ["control-plane", "worker"] as const;

test("A site in memory is a cluster with machines and nothing inside", () => {
  expectTree(objectsOf(memory, { roles }), golden("in-memory"));
});

test("A site in Docker gets the image of its nodes and the first agent besides", () => {
  expectTree(objectsOf(docker, { roles }), golden("docker"));
});

test("A retired site loses its machines, and what they need to go in order stays", () => {
  const staying = (state: string) => objectsOf(docker, { state }).filter(isProtected);
  expect(staying("retired").map(({ kind }) => kind)).toEqual(["Namespace", "DevCluster"]);
  expect(staying("active")).toEqual(objectsOf(docker));
});

describe("What is not supported", () => {
  const asked = (provisioner: CapiDevProvisioner, example: Example = {}) => {
    const site = exampleSite({ provisioner, ...example });
    return capiDev
      .unsupported({ site, pool: poolOf(site) }, provisioner)
      .map(({ severity = "error", requested }) => `${severity}: ${requested}`);
  };

  test("a cluster in memory runs no pods, which is told and stops nobody", () => {
    expect(asked(memory)).toEqual([expect.stringMatching(/^warning: layers and apps in a cluster in memory/)]);
  });

  test("Docker chooses the address of the API", () => {
    expect(asked(docker)).toEqual([expect.stringMatching(/^warning: the API at 10\.44\.12\.10/)]);
    expect(asked(docker, { network: { vip: undefined } })).toEqual([]);
  });

  test("containers of one Docker have one architecture", () => {
    const mixed = { roles, hosts: [{}, { arch: "amd64" }], network: { vip: undefined } };
    expect(asked(docker, mixed)).toEqual([expect.stringMatching(/^error: servers of arm64 and amd64/)]);
    expect(asked(memory, mixed)).toEqual([expect.stringMatching(/^warning: /)]);
  });
});

test("A profile that names the engine is all that a fleet needs", () => {
  const { files, errors } = outcome({
    profile: { provisioner: docker },
    site: {
      hosts: [1, 2].map((id) => ({
        ...server,
        name: `server-${id}`,
        machineId: `${server.machineId}${id}`,
        address: `10.44.12.1${id}`,
        mac: `02:44:0c:00:00:0${id}`,
        role: roles[id - 1],
      })),
    },
  });
  expect(errors).toEqual([]);
  expect(files.filter((path) => /hub\/sites\/shenzhen\/shenzhen-01\/dev/.test(path))).toEqual([
    expect.stringContaining("/devcluster_site-shenzhen-01_shenzhen-01.yaml"),
    expect.stringContaining("/devmachinetemplate_site-shenzhen-01_shenzhen-01-control-plane-"),
    expect.stringContaining("/devmachinetemplate_site-shenzhen-01_shenzhen-01-workers-amd64-"),
  ]);
});

const server = { machineId: "4c4c4544-0051-3110-8052-b4c04f4e333", arch: "amd64", disk: "/dev/sda" };
