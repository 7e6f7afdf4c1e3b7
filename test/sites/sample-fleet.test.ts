import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { PROVINCES } from "../../bench/fleet/provinces.ts";
import { fleetProblems } from "../bench/fleet/problems.ts";
import { readFleet } from "../bench/fleet/read-fleet.ts";

const root = join(import.meta.dirname, "../..");
// Extra objects of sites are no files of the format.
const paths = globSync(["sites/**/*.yaml", "apps/**/*.yaml"], { cwd: root })
  .filter((path) => !path.startsWith("sites/manifests/"))
  .sort();
const files = new Map(paths.map((path) => [path, readFileSync(join(root, path), "utf8")]));
const sample = readFleet(files);
const sites = sample.regions.flatMap((region) => region.sites);

describe("the sample fleet", () => {
  test("has no problem", () => {
    expect(fleetProblems(sample)).toEqual([]);
  });

  test("covers the 31 provincial regions by their GB/T 2260 codes, each in its own supernet", () => {
    const found = sample.regions
      .map(({ region }) => [region.code, region.name, [region.network.supernet].flat()[0]])
      .sort();
    expect(found).toEqual(PROVINCES.map(({ code, name }) => [code, name, `10.${code}.0.0/16`]));
  });

  test("has one to four zones in each region and about 150 sites", () => {
    expect(sample.regions.filter(({ zones }) => zones.length < 1 || zones.length > 4)).toEqual([]);
    expect(sites.length).toBeGreaterThanOrEqual(140);
    expect(sites.length).toBeLessThanOrEqual(170);
  });

  test("shows every shape a site can have", () => {
    expect(new Set(sites.map((site) => site.kind))).toEqual(new Set(["cluster", "nodes"]));
    expect(new Set(sites.map((site) => site.hosts.length))).toEqual(new Set([1, 2, 3, 4, 5]));
    expect(new Set(sites.flatMap((site) => site.hosts.map((host) => host.arch)))).toEqual(new Set(["amd64", "arm64"]));
    expect(new Set(sites.map((site) => site.state)).size).toBe(6);
    expect(new Set(sites.map((site) => site.ring))).toEqual(new Set([undefined, "canary"]));
  });

  test("has two regions on Argo CD and the others on Flux", () => {
    expect(
      sample.regions.filter(({ region }) => region.delivery === "argocd").map(({ region }) => region.name),
    ).toEqual(["beijing", "shanghai"]);
  });

  test("has two tenants with apps, which select by labels, by regions and by zones", () => {
    expect(sample.fleet.tenants.map((tenant) => tenant.name)).toEqual(["retail", "telco"]);
    const selected = new Set(sample.apps.flatMap((app) => Object.keys(app.select)));
    expect([...selected].sort()).toEqual(["labels", "regions", "zones"]);
  });

  test("tells the editor the schema of each file", () => {
    // Nobody edits a lock.
    for (const [path, text] of [...files].filter(([each]) => !each.endsWith(".lock.yaml"))) {
      const kind = /^apps\//.test(path) ? "app" : (/\/(fleet|region|OWNERS)\.yaml$/.exec(path)?.[1] ?? "zone");
      const up = "../".repeat(path.split("/").length - 1);
      expect(text.split("\n", 1), path).toEqual([
        `# yaml-language-server: $schema=${up}schemas/${kind.toLowerCase()}.schema.json`,
      ]);
    }
  });
});
