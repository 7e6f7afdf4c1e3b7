import { describe, expect, test } from "vitest";
import { assembleCluster, type ClusterParts } from "../../../compiler/lower/assemble-cluster.ts";
import { FolderMaker } from "../../../compiler/lower/folder-maker.ts";
import type { PlacedLayer } from "../../../compiler/lower/layers.ts";
import type { ObjectsArtifact } from "../../../engines/artifact.ts";
import type { DeliveryEngine, DeliveryScope } from "../../../engines/engine.ts";
import type { HelmRelease } from "../../../model/manifest.ts";
import { note, siteOf, smallFleet } from "./small-fleet.ts";

const fleet = smallFleet({ sites: { "sz-01": {} } });
const site = siteOf(fleet, "sz-01");

const chart = (name: string) => ({ name, source: { chart: name } }) as unknown as HelmRelease;

const layer = (folder: string, category: PlacedLayer["category"], more: Partial<PlacedLayer> = {}): PlacedLayer => ({
  folder,
  number: 0,
  category,
  privileged: false,
  awaited: true,
  rendered: { objects: [note(folder)], releases: [] },
  ...more,
});

type Slot = ObjectsArtifact["slot"];
const artifact = (slot: Slot, name: string, charts: readonly HelmRelease[] = []): ObjectsArtifact => ({
  kind: "objects",
  audience: { kind: "hub", region: "guangdong" },
  slot,
  objects: [note(name)],
  charts,
});
const runtime = { category: "runtime", layer: "kubeedge", privileged: true, awaited: true } as const;
const tenant = { name: "retail", namespace: "retail" };

/** Puts a cluster together; what the delivery engine is asked to reconcile comes back beside the folders. */
function assembled(parts: Partial<ClusterParts>) {
  let scope: DeliveryScope | undefined;
  const delivery = {
    chart: ({ name }: HelmRelease) => [note(`chart-${name}`)],
    reconcile: (given: DeliveryScope) => {
      scope = given;
      return given.folders.map(({ name }) => note(`reconciler-${name}`));
    },
  } as unknown as DeliveryEngine;
  const folders = assembleCluster({
    cluster: {
      cluster: "hub-guangdong",
      repository: "https://git.panji.example/fleet/guangdong.git",
      home: "hub",
      root: "hub/delivery",
      tenants: [],
      registry: "registry.panji.example",
      suspended: false,
    },
    delivery,
    layers: [],
    artifacts: [],
    siteSteps: [],
    orphaned: new Set(),
    make: new FolderMaker(fleet).for({ construct: "panji/guangdong/hub", labels: { fleet: "panji" } }, {}),
    paths: {
      layer: (folder) => `hub/platform/${folder}`,
      tenantZone: (name, zone) => ({ path: `hub/apps/${zone}/${name}`, name: `apps-${name}-${zone}`, label: "apps" }),
    },
    ...parts,
  });
  return { folders, scope: scope as DeliveryScope };
}

const names = (folder: { readonly objects: readonly { readonly metadata: { readonly name: string } }[] } | undefined) =>
  folder?.objects.map(({ metadata }) => metadata.name);

test("The root folder comes first and has a reconciler for each of the others", () => {
  const { folders, scope } = assembled({
    layers: [layer("30-cilium", "cni")],
    artifacts: [artifact(runtime, "cloudcore")],
  });
  expect(folders.map(({ path }) => path)).toEqual([
    "hub/delivery",
    "hub/platform/30-cilium",
    "hub/platform/70-kubeedge",
  ]);
  expect(folders[0]).toMatchObject({ labels: { layer: "delivery" }, context: { category: "delivery" } });
  expect(names(folders[0])).toEqual(scope.folders.map(({ name }) => `reconciler-${name}`));
});

describe("Artifacts", () => {
  test("of one slot become one folder, in the order in which they came, and their charts the delivery's objects", () => {
    const { folders, scope } = assembled({
      artifacts: [artifact(runtime, "b", [chart("cloudcore")]), artifact(runtime, "a")],
    });
    expect(folders).toHaveLength(2);
    expect(names(folders[1])).toEqual(["b", "a", "chart-cloudcore"]);
    expect(scope.charts).toEqual([{ chart: "cloudcore" }]);
  });

  test("that are alone in their folder keep their list, which other sites may share", () => {
    const alone = artifact(runtime, "a");
    expect(assembled({ artifacts: [alone] }).folders[1]?.objects).toBe(alone.objects);
  });

  test("between the layers wait and are waited for like an addon", () => {
    const { scope } = assembled({
      layers: [layer("30-cilium", "cni"), layer("50-logs", "addon"), layer("80-tools", "app")],
      artifacts: [artifact(runtime, "cloudcore")],
    });
    expect(Object.fromEntries(scope.folders.map(({ name, dependsOn }) => [name, dependsOn]))).toEqual({
      "30-cilium": [],
      "50-logs": ["30-cilium"],
      "70-kubeedge": ["30-cilium"],
      "80-tools": ["50-logs", "70-kubeedge"],
    });
  });

  test("wait for the layers of a category that they need besides", () => {
    const { scope } = assembled({
      layers: [layer("10-operators", "os"), layer("30-cilium", "cni")],
      artifacts: [artifact({ ...runtime, needs: "os" }, "a")],
    });
    expect(scope.folders.at(-1)?.dependsOn).toEqual(["10-operators", "30-cilium"]);
  });

  test("of a tenant lie in its folder, or in one of its zone, and its account applies them", () => {
    const { folders, scope } = assembled({
      artifacts: [artifact({ tenant }, "everywhere"), artifact({ tenant, zone: site.zone }, "in-zone")],
    });
    expect(folders.slice(1).map(({ path, context }) => [path, context.tenant])).toEqual([
      ["hub/platform/80-apps-retail", "retail"],
      ["hub/apps/sz/retail", "retail"],
    ]);
    expect(scope.folders.map(({ name, tenant: own }) => [name, own])).toEqual([
      ["80-apps-retail", tenant],
      ["apps-retail-sz", tenant],
    ]);
  });

  test("of a site have a folder of their own, and are a mistake of the compiler here", () => {
    expect(() => assembled({ artifacts: [artifact({ site }, "a")] })).toThrow("sz-01");
  });
});

test("A held cluster suspends every folder of its own, but not those of sites, which say it themselves", () => {
  const cluster = { ...assembled({}).scope, suspended: true };
  const siteStep = {
    name: "site-sz-01",
    path: "x",
    order: 80,
    category: "app",
    awaited: false,
    suspended: false,
  } as const;
  const { scope } = assembled({
    cluster,
    layers: [layer("30-cilium", "cni")],
    artifacts: [artifact(runtime, "a")],
    siteSteps: [siteStep],
  });
  expect(scope.folders.map(({ name, suspended }) => [name, suspended])).toEqual([
    ["30-cilium", true],
    ["70-kubeedge", true],
    ["site-sz-01", false],
  ]);
});

test("A reconciler that is named leaves its objects behind", () => {
  const layers = [layer("30-cilium", "cni"), layer("50-logs", "addon")];
  const { scope } = assembled({ layers, orphaned: new Set(["50-logs"]) });
  expect(scope.folders.map(({ orphaned }) => orphaned)).toEqual([false, true]);
});
