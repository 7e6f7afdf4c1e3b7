import { describe, expect, test } from "vitest";
import { hubParent } from "../../../compiler/lower/lower-runtimes.ts";
import type { Site } from "../../../constructs/site.ts";
import type { ObjectsArtifact } from "../../../engines/artifact.ts";
import type { ParentCluster } from "../../../engines/engine.ts";
import { kubeEdgeExample } from "../../../engines/node-runtime/kubeedge/example.ts";
import { kubeedge } from "../../../engines/node-runtime/kubeedge/kubeedge.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { KubeEdgeProvisioner } from "../../../model/provisioner.ts";
import { expectTree } from "../golden-tree.ts";
import { type ExampleSite, exampleSite } from "../provisioning/example-site.ts";

const golden = (name: string) => `${import.meta.dirname}/golden/kubeedge/${name}`;

/** A version of KubeEdge as a profile has it, that servers of another one are taken to. */
const version = (own: string, upgradesFrom?: string): KubeEdgeProvisioner => ({
  ...kubeEdgeExample,
  version: own,
  ...(upgradesFrom !== undefined && { upgradesFrom }),
  images: { ...kubeEdgeExample.images, cloudcore: { ...kubeEdgeExample.images.cloudcore, tag: own } },
});
const next = version("v1.24.0", "v1.23.1");

type Example = Omit<ExampleSite, "provisioner">;
const at = (settings: KubeEdgeProvisioner, example: Example = {}) => ({
  site: exampleSite({ provisioner: settings, kind: "nodes", roles: ["worker"], ...example }),
  settings,
});
const scopeOf = (...sites: readonly [ReturnType<typeof at>, ...ReturnType<typeof at>[]]) => ({
  parent: hubParent(sites[0].site.region) as ParentCluster,
  sites,
});
const lower = (...sites: readonly [ReturnType<typeof at>, ...ReturnType<typeof at>[]]) => {
  const [first, ...others] = sites.map(({ settings }) => settings) as [KubeEdgeProvisioner];
  return kubeedge.lower(scopeOf(...sites), [first, ...others]);
};
const jobs = (settings: KubeEdgeProvisioner, example: Example = {}): readonly KubernetesObject[] =>
  lower(at(settings, example))
    .flatMap((each) => (each.kind === "objects" ? each.objects : []))
    .filter(({ kind }) => kind === "NodeUpgradeJob");
const refused = (...sites: readonly [ReturnType<typeof at>, ...ReturnType<typeof at>[]]) =>
  kubeedge
    .unsupported(scopeOf(...sites), [sites[0].settings])
    .map(({ requested, alternative }) => `${requested} | ${alternative}`);
const zoneOf = (one: Site, other: Site) => Object.assign(Object.create(other) as Site, { zone: one.zone });

describe("servers that have joined", () => {
  test("are taken to the version of the profile by one job a site, one server after another", () => {
    expectTree(jobs(next, { roles: ["worker", "worker"] }), golden("upgrade"));
  });

  test("keep their version where the profile does not say from which one it comes", () => {
    expect(jobs(kubeEdgeExample)).toEqual([]);
  });

  // Servers that are not Ready when CloudCore sees the job count as failed, and it never looks again.
  test.each([
    ["active", 1],
    ["held", 1],
    ["shipped", 0],
    ["offline", 0],
    ["retired", 0],
  ])("of a site that is %s have %i job", (state, count) => {
    expect(jobs(next, { state })).toHaveLength(count);
  });

  test("have another job for another version, and the same for other servers beside them", () => {
    const name = (settings: KubeEdgeProvisioner, example?: Example) => jobs(settings, example)[0]?.metadata.name;
    expect(name(next)).toBe("sz-nanshan-01-edgecore-v1-24-0");
    expect(name(next, { roles: ["worker", "worker"] })).toBe(name(next));
    expect(name(version("v1.24.1", "v1.24.0"))).not.toBe(name(next));
  });

  test("fetch the image that the job names with its version, and a job that comes is told", () => {
    const facts = kubeedge.kinds["NodeUpgradeJob.operations.kubeedge.io"];
    expect(facts?.pulls?.(jobs(next)[0], () => []).map(({ reference }) => reference)).toEqual([
      "registry.panji.example/kubeedge/installation-package:v1.24.0",
    ]);
    expect(facts?.onCreation).toBe("restarts pods");
  });
});

describe("a hub in the middle of a rollout", () => {
  const old = at(version("v1.23.1"));
  const early = at(next, { name: "sz-futian-02", zone: { zone: "futian" } });

  test("has CloudCore of the newer version, and a job for the sites alone that pin it", () => {
    for (const sites of [
      [old, early],
      [early, old],
    ] as const) {
      const made = lower(...sites);
      const platform = made[0] as ObjectsArtifact;
      expect(platform.charts?.[0]?.source).toMatchObject({ tag: "v1.24.0" });
      const objects = made.flatMap((each) => (each.kind === "objects" ? each.objects : []));
      expect(objects.filter(({ kind }) => kind === "NodeUpgradeJob").map(({ metadata }) => metadata.name)).toEqual([
        "sz-futian-02-edgecore-v1-24-0",
      ]);
      expect(refused(...sites)).toEqual([]);
    }
  });

  test("takes no site of a version from which the newer one does not come", () => {
    const [found] = refused(at(version("v1.22.0")), early);
    expect(found).toMatch(
      /^KubeEdge v1\.24\.0 beside v1\.22\.0, which sz-nanshan-01 pins: one CloudCore serves both \|/,
    );
  });

  test("has one version in a zone, whose servers join by one file", () => {
    const [found] = refused(old, { ...early, site: zoneOf(old.site, early.site) });
    const left = at(version("v1.23.1"), { state: "retired" });
    expect(refused(left, { ...early, site: zoneOf(left.site, early.site) })).toEqual([]);
    expect(found).toMatch(/^KubeEdge v1\.24\.0 beside v1\.23\.1 in one zone: .* \| pin the same profile version/);
  });
});

describe("a version is refused, with the way there,", () => {
  test.each([
    [
      "that leaves out a minor version",
      version("v1.25.0", "v1.23.1"),
      /v1\.25\.0 on servers with v1\.23\.1: it leaves out a minor/,
    ],
    ["that goes back", version("v1.23.1", "v1.24.0"), /it goes back/],
    ["that is the same", version("v1.23.1", "v1.23.1"), /it goes back, or nowhere/],
    ["that EdgeCore does not take", version("1.24.0", "v1.23.1"), /the version 1\.24\.0 is none that EdgeCore takes/],
    ["that a shell would read", version("v1.24.0;id", "v1.23.1"), /is none that EdgeCore takes/],
  ])("%s", (_, settings, message) => {
    expect(refused(at(settings))).toEqual([expect.stringMatching(message)]);
    expect(refused(at(settings))[0]).toMatch(/\| pin a profile that upgrades from the version before/);
  });
});
