import { describe, expect, test } from "vitest";
import type { Site } from "../../../constructs/site.ts";
import type { Artifact } from "../../../engines/artifact.ts";
import type { NodeRuntimeEngine, PlacementEngine, ProvisioningEngine } from "../../../engines/engine.ts";
import type { Provisioner } from "../../../model/provisioner.ts";
import { app, note, outcome, settings, standIn } from "./stand-in.ts";

/*
 * The seven cases that the contract of the engines carries, each with a stand-in engine and no special path. What comes
 * out is looked at as files of whole repositories.
 */

test("Mixed pools: servers and virtual machines of one site are lowered by two engines into one folder of the hub", () => {
  const lower = ({
    site,
    pool,
  }: {
    site: Site;
    pool: { name: string; hosts: readonly object[]; ownsCluster: boolean };
  }) => [
    {
      kind: "objects" as const,
      audience: { kind: "hub" as const, region: "guangdong" },
      owner: site.path,
      slot: { site },
      objects: [note(`${pool.name}-${pool.hosts.length}-${pool.ownsCluster}`)],
    },
  ];
  const { files, errors } = outcome({
    provisioners: { metal: standIn("metal", lower), virtual: standIn("virtual", lower) },
    profile: {
      provisioner: settings("metal"),
      pools: [
        { name: "gpu", provisioner: settings("metal"), takes: ({ spec }) => spec.name.endsWith("-b") },
        { name: "vms", provisioner: settings("virtual") },
      ],
    },
  });
  expect(errors).toEqual([]);
  const folder = "guangdong/hub/sites/shenzhen/shenzhen-01";
  expect(files.filter((path) => path.startsWith(folder))).toEqual([
    `${folder}/configmap_stand-in_default-1-true.yaml`,
    `${folder}/configmap_stand-in_gpu-1-false.yaml`,
    `${folder}/configmap_stand-in_vms-0-false.yaml`,
    `${folder}/kustomization.yaml`,
  ]);
});

test("Objects at the centre: a placement that needs it is asked there once, with every zone of the fleet", () => {
  const asked: string[][] = [];
  const native: Partial<PlacementEngine> = {
    name: "native",
    kinds: {},
    needs: { centre: true },
    unsupported: () => [],
    lower: ({ app: { spec }, cluster, tenant, zones }) => {
      asked.push(zones.map(({ zone }) => zone.name));
      return [
        {
          kind: "objects",
          audience: cluster,
          owner: "panji",
          slot: { tenant },
          objects: [note(`policy-${spec.name}`)],
        },
      ];
    },
  };
  const { files, errors } = outcome({
    provisioners: { "stand-in": standIn("stand-in", () => []) },
    native,
    profile: {},
    apps: [app],
  });
  expect(errors).toEqual([]);
  expect(asked).toEqual([["foshan", "shenzhen"]]);
  expect(files.filter((path) => path.includes("policy-"))).toEqual([]);
  const { texts } = outcome({
    provisioners: { "stand-in": standIn("stand-in", () => []) },
    native,
    profile: {},
    apps: [app],
  });
  expect([...texts.keys()].filter((path) => path.includes("policy-"))).toEqual([
    "centre/hub/platform/80-apps-retail/configmap_stand-in_policy-checkout.yaml",
  ]);
});

test("One object over many zones: a placement is asked once for an app in a cluster and may answer with one object", () => {
  const native: Partial<PlacementEngine> = {
    name: "native",
    kinds: {},
    unsupported: () => [],
    lower: ({ cluster, tenant, zones }) => [
      {
        kind: "objects",
        audience: cluster,
        owner: "panji/guangdong/hub",
        slot: { tenant },
        objects: [note(`grid-${zones.map(({ zone }) => zone.name).join("-")}`)],
      },
    ],
  };
  const { texts, errors } = outcome({
    runtimes: { edge: standIn("edge", () => [], { kubernetes: () => undefined, version: () => "1" }) },
    native,
    profile: { provisioner: settings("edge") },
    site: { kind: "nodes" },
    apps: [app],
  });
  expect(errors).toEqual([]);
  expect([...texts.keys()].filter((path) => path.includes("grid-"))).toEqual([
    "guangdong/hub/platform/80-apps-retail/configmap_stand-in_grid-foshan-shenzhen.yaml",
  ]);
  expect(texts.get("guangdong/hub/delivery/kustomization_flux-system_80-apps-retail.yaml")).toContain(
    "serviceAccountName: flotilla-tenant-retail",
  );
});

describe("Files that are not Kubernetes", () => {
  test("lie where the person or pipeline finds them that runs the tool", () => {
    const lower = ({ site }: { site: Site }) => [
      {
        kind: "operator-file" as const,
        audience: "eggo",
        owner: site.path,
        name: `${site.name}.yaml`,
        text: "cluster-id: x\n",
      },
    ];
    const { files, errors } = outcome({
      provisioners: { eggo: standIn("eggo", lower) },
      profile: { provisioner: settings("eggo") },
    });
    expect(errors).toEqual([]);
    expect(files.filter((path) => path.includes("/operator/"))).toEqual([
      "guangdong/operator/eggo/foshan-01.yaml",
      "guangdong/operator/eggo/shenzhen-01.yaml",
    ]);
  });

  test("belong to a node where a host carries several", () => {
    const lower = ({ site }: { site: Site }) =>
      site.hosts.flatMap((audience) =>
        ["node-1", "node-2"].map((node) => ({
          kind: "host-file" as const,
          audience,
          node,
          owner: audience.path,
          name: "cloud-config.yaml",
          text: `#cloud-config\nhostname: ${node}\n`,
        })),
      );
    const { files, errors } = outcome({
      provisioners: { several: standIn("several", lower) },
      profile: { provisioner: settings("several") },
    });
    expect(errors).toEqual([]);
    const id = "4c4c4544-0051-3110-8052-b4c04f4e3331";
    expect(files.filter((path) => path.includes(id))).toEqual([
      `guangdong/hosts/${id}/node-1/cloud-config.yaml`,
      `guangdong/hosts/${id}/node-2/cloud-config.yaml`,
    ]);
  });
});

test("Nodes of a province under the centre: the runtime is asked for the centre, and the hub has nothing of it", () => {
  const parents: string[] = [];
  const edge: Partial<NodeRuntimeEngine<Provisioner>> = {
    lower: ({ parent, sites }) => {
      parents.push(`${parent.path} ${parent.endpoint} ${sites.length}`);
      return [
        {
          kind: "objects",
          audience: parent.ref,
          owner: parent.path,
          slot: { category: "runtime", layer: "edge", privileged: true, awaited: true },
          objects: [note("cloud")],
        },
        ...sites.map(
          ({ site }): Artifact => ({
            kind: "objects",
            audience: parent.ref,
            owner: site.path,
            slot: { site },
            objects: [note(`group-${site.name}`)],
          }),
        ),
      ];
    },
  };
  const { texts, errors } = outcome({
    runtimes: { edge: { ...standIn("edge", () => []), kubernetes: () => undefined, version: () => "1", ...edge } },
    profile: { provisioner: settings("edge") },
    site: { kind: "nodes", parent: "centre" },
    apps: [app],
  });
  expect(errors).toEqual([]);
  expect(parents).toEqual(["panji/centre https://centre.panji.example:6443 2"]);
  const made = [...texts.keys()].filter((path) => /cloud|group-|apps\.retail\/deployment/.test(path));
  expect(made).toEqual([
    "centre/hub/sites/foshan/foshan-01/configmap_stand-in_group-foshan-01.yaml",
    "centre/hub/sites/shenzhen/shenzhen-01/configmap_stand-in_group-shenzhen-01.yaml",
    "centre/hub/platform/70-edge/configmap_stand-in_cloud.yaml",
    "centre/hub/sites/guangdong.foshan/apps.retail/deployment_retail_checkout-guangdong-foshan.yaml",
    "centre/hub/sites/guangdong.shenzhen/apps.retail/deployment_retail_checkout-guangdong-shenzhen.yaml",
  ]);
});

describe("Sites without a hub", () => {
  test("pull their own part of a repository that has no hub", () => {
    const engine: Partial<ProvisioningEngine<Provisioner>> = {
      lower: ({ site, bootstrap }) =>
        site.hosts.slice(0, 1).map((audience) => ({
          kind: "host-file",
          audience,
          owner: audience.path,
          name: "bootstrap.txt",
          text: `${bootstrap.objects.length}\n`,
        })),
    };
    const { files, errors } = outcome({
      provisioners: { alone: { ...standIn("alone", () => []), ...engine } },
      profile: { provisioner: settings("alone") },
      region: { hub: undefined },
    });
    expect(errors).toEqual([]);
    expect(files.filter((path) => path.startsWith("guangdong/hub/"))).toEqual([]);
    expect(files).toContain("guangdong/sites/shenzhen/shenzhen-01/00-delivery/kustomization.yaml");
    expect(files).toContain("guangdong/hosts/4c4c4544-0051-3110-8052-b4c04f4e3331/bootstrap.txt");
  });

  test("and what an engine makes for the hub that is not there is a diagnostic for each site", () => {
    const lower = ({ site }: { site: Site }) => [
      {
        kind: "objects" as const,
        audience: { kind: "hub" as const, region: "guangdong" },
        owner: site.path,
        slot: { site },
        objects: [note("machine")],
      },
    ];
    const { errors } = outcome({
      provisioners: { metal: standIn("metal", lower) },
      profile: { provisioner: settings("metal") },
      region: { hub: undefined },
    });
    expect(errors.map(({ code, subjects }) => [code, ...subjects])).toEqual([
      ["lower/no-cluster", "panji/guangdong/foshan/foshan-01"],
      ["lower/no-cluster", "panji/guangdong/shenzhen/shenzhen-01"],
    ]);
    expect(errors[0]?.message).toContain("engine metal makes objects for the hub of guangdong");
  });
});

test("An artifact for the cluster of another site, or for the centre from an engine that does not need it, is a diagnostic", () => {
  const lower = ({ site }: { site: Site }) =>
    [{ kind: "site" as const, region: "guangdong", site: "elsewhere-01" }, { kind: "centre" as const }].map(
      (audience) => ({
        kind: "objects" as const,
        audience,
        owner: site.path,
        slot: { category: "addon" as const, layer: "x", privileged: false, awaited: false },
        objects: [note("x")],
      }),
    );
  const { errors } = outcome({
    provisioners: { astray: standIn("astray", lower) },
    profile: { provisioner: settings("astray") },
  });
  expect(errors.map(({ code }) => code)).toEqual(Array.from({ length: 4 }, () => "lower/no-cluster"));
});
