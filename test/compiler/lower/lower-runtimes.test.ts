import { describe, expect, test } from "vitest";
import {
  centreParent,
  hubParent,
  lowerRuntimes,
  nodeSites,
  usedRuntimes,
} from "../../../compiler/lower/lower-runtimes.ts";
import type { EngineTables } from "../../../engines/engines.ts";
import type { Provisioner } from "../../../model/provisioner.ts";
import { note, smallFleet } from "./small-fleet.ts";

const settings = (engine: string, version: string) => ({ engine, version }) as unknown as Provisioner;
const profiles = { old: settings("edge", "1"), new: settings("edge", "2"), other: settings("super", "1") };
const on = (profile: string, more: object = {}) => ({ kind: "nodes", profile: `${profile}@1.0.0`, ...more });
const hub = { profile: "hub@1.0.0", endpoint: "https://hub.gd.panji.example:6443" };

const runtime = (name: string) => ({
  name,
  lower: (scope: { sites: readonly { site: { name: string } }[] }, all: readonly { version: string }[]) => [
    {
      kind: "objects",
      audience: { kind: "hub", region: "guangdong" },
      owner: "panji/guangdong/hub",
      slot: { category: "runtime", layer: name, privileged: true, awaited: true },
      objects: [note([...scope.sites.map(({ site }) => site.name), ...all.map(({ version }) => version)].join("-"))],
    },
  ],
});
const engines = { runtimes: { edge: runtime("edge"), super: runtime("super") } } as unknown as EngineTables;

describe("Sites whose servers join a parent", () => {
  const fleet = smallFleet({
    profiles,
    sites: {
      "sz-cluster": {},
      "sz-hub": on("old"),
      "sz-centre": on("old", { parent: "centre" }),
      "sz-planned": on("old", { state: "planned" }),
      "sz-retired": on("old", { state: "retired" }),
    },
  });
  const names = (parent: "hub" | "centre") => nodeSites(fleet.regions, parent).map(({ name }) => name);

  test("are those of kind nodes that name it, planned ones left out and retired ones kept", () => {
    expect(names("hub")).toEqual(["sz-hub", "sz-retired"]);
    expect(names("centre")).toEqual(["sz-centre"]);
  });
});

describe("A parent as nodes see it", () => {
  test("is the hub of the region, where it has one", () => {
    const [region] = smallFleet({ region: { hub } }).regions as [never];
    expect(hubParent(region)).toMatchObject({
      ref: { kind: "hub", region: "guangdong" },
      path: "panji/guangdong/hub",
      endpoint: hub.endpoint,
      registry: "registry.panji.example",
    });
    const [alone] = smallFleet().regions as [never];
    expect(hubParent(alone)).toBeUndefined();
  });

  test("is the centre", () => {
    expect(centreParent(smallFleet())).toMatchObject({
      ref: { kind: "centre" },
      path: "panji/centre",
      endpoint: "https://centre.panji.example:6443",
    });
  });
});

describe("A runtime", () => {
  const fleet = smallFleet({
    profiles,
    region: { hub },
    sites: { "sz-01": on("old"), "sz-02": on("other"), "sz-03": on("new"), "sz-04": on("old"), "sz-05": on("gone") },
  });
  const [region] = fleet.regions as [never];
  const parent = hubParent(region);
  if (!parent) throw new Error("the region has a hub");
  const used = usedRuntimes(parent, nodeSites(fleet.regions, "hub"), engines);

  // Of two versions in use the second once was dropped without a word.
  test("is asked once for all of its sites, with every setting in use and none twice", () => {
    expect(used.map(({ engine, scope, settings: all }) => [engine.name, scope.sites.length, all])).toEqual([
      ["edge", 3, [profiles.old, profiles.new]],
      ["super", 1, [profiles.other]],
    ]);
  });

  test("is named beside what it makes", () => {
    expect(lowerRuntimes(used).map((made) => [made.engine, made.kind === "objects" && made.objects])).toEqual([
      ["edge", [note("sz-01-sz-03-sz-04-1-2")]],
      ["super", [note("sz-02-1")]],
    ]);
  });
});
