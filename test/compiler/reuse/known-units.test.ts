import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { compileRepository } from "../../../compiler/compile.ts";
import { emitUnit } from "../../../compiler/emit/emit-unit.ts";
import { loadFleet } from "../../../compiler/load/load-fleet.ts";
import { openUnitCache } from "../../../compiler/load/unit-cache.ts";
import { repositoryNames, repositoryOf } from "../../../compiler/lower/lower-repository.ts";
import { createLoweringContext } from "../../../compiler/lower/lowering-context.ts";
import type { Unit } from "../../../compiler/lower/unit.ts";
import { ManifestChecker } from "../../../compiler/manifest-checker.ts";
import { siteKey } from "../../../compiler/reuse/site-key.ts";
import { engines } from "../../../engines/engines.ts";
import { isSameData } from "../../../model/same-data.ts";
import { UnitStore } from "../../../pipeline/unit-store.ts";
import { rules } from "../../../policies/rules.ts";
import { catalogue } from "../../../profiles/catalogue.ts";
import type { FleetTexts } from "../../evolution/fleet.ts";
import { FleetData, set } from "../../evolution/fleet.ts";
import { folderWith } from "../../folder-with.ts";
import { randomFleets } from "./random-fleets.ts";

const sample = join(import.meta.dirname, "../../..");
const checker = new ManifestChecker(rules);

function load(root: string) {
  const { fleet, selection } = loadFleet(root, catalogue);
  if (!fleet) throw new Error("a fleet expected");
  return { fleet, selection };
}

/** What each repository is found to be, and every file of it; units are known from `store`. */
function compiled(root: string, store?: UnitStore, take: (unit: Unit) => void = () => {}) {
  const { fleet, selection } = load(root);
  const context = createLoweringContext(fleet, engines);
  const made = repositoryNames(fleet, selection).map((name) => {
    const region = fleet.regions.find((each) => each.name === name);
    const own = { ...context, known: region && store?.of(region) };
    const units: Unit[] = [];
    const found = compileRepository(repositoryOf(fleet, name, own), own, checker, (unit) => units.push(unit));
    const files = () => units.flatMap((unit) => emitUnit(unit));
    for (const unit of units) take(unit);
    return { name, found, files };
  });
  const found = made.map((each) => [each.name, each.found]);
  // The second run of one thread knows what the first did not write.
  store?.close();
  return { found, files: made.map(({ files }) => files()) };
}

const isLowered = (unit: Unit) => unit.checked === undefined;

test("What is known of sites changes nothing, whichever fleets came before", {
  tags: "property",
  timeout: 120_000,
}, () => {
  const cache = join(folderWith(), "cache");
  let known = 0;
  fc.assert(
    fc.property(randomFleets, (texts) => {
      const root = folderWith(texts);
      const cold = compiled(root);
      const open = () => new UnitStore(rules, openUnitCache(cache, "program"));
      expect(compiled(root, open())).toEqual(cold);
      const count = (unit: Unit) => {
        if (!isLowered(unit)) known++;
      };
      expect(compiled(root, open(), count)).toEqual(cold);
    }),
    { numRuns: 12 },
  );
  expect(known).toBeGreaterThan(12);
});

test("Sites with one key have one unit, whatever lies beside them", { tags: "property", timeout: 120_000 }, () => {
  const units = new Map<string, Unit>();
  let met = 0;
  fc.assert(
    fc.property(randomFleets, (texts) => {
      const { fleet, selection } = load(folderWith(texts));
      const context = createLoweringContext(fleet, engines);
      for (const name of repositoryNames(fleet, selection).filter((each) => each !== "centre")) {
        const repository = repositoryOf(fleet, name, context);
        const keys = new Map(repository.sites.map((site) => [site.path, siteKey(site)]));
        for (const unit of repository.units()) {
          const key = keys.get(unit.construct);
          if (key === undefined) continue;
          const other = units.get(key);
          units.set(key, unit);
          if (!other) continue;
          met++;
          expect(isSameData(unit, other), unit.construct).toBe(true);
        }
      }
    }),
    { numRuns: 25 },
  );
  expect(met).toBeGreaterThan(10);
});

test("Nearly every cluster of the sample fleet is known the second time, and no site whose servers are nodes", () => {
  const cache = join(folderWith(), "cache");
  const run = () => {
    const lowered: string[] = [];
    let known = 0;
    compiled(sample, new UnitStore(rules, openUnitCache(cache, "program")), (unit) => {
      if (isLowered(unit)) lowered.push(unit.construct);
      else known++;
    });
    return { lowered, known };
  };
  const { lowered: first } = run();
  const { lowered, known } = run();
  const { fleet } = load(sample);
  const clusters = fleet.regions
    .flatMap(({ sites }) => sites)
    .filter((site) => site.isEmitted && site.spec.kind === "cluster");
  expect(known).toBe(clusters.length);
  expect(first.length - lowered.length).toBe(clusters.length);
});

/** Names of sites that are known after an edit. */
function knownAfter(
  edit: (fleet: FleetData) => unknown,
  begin: (fleet: FleetData) => unknown = () => {},
): readonly string[] {
  const cache = join(folderWith(), "cache");
  const open = () => new UnitStore(rules, openUnitCache(cache, "program"));
  const fleet = new FleetData();
  begin(fleet);
  compiled(folderWith(fleet.texts()), open());
  edit(fleet);
  const known: string[] = [];
  compiled(folderWith(fleet.texts()), open(), (unit) => {
    if (!isLowered(unit)) known.push(unit.name);
  });
  return known.sort();
}

const all = ["cs-mall-01", "dg-depot-01", "dg-plant-01", "sz-mall-01"];

test.each<readonly [string, (fleet: FleetData) => unknown, readonly string[]]>([
  ["nothing", () => {}, all],
  [
    "one site",
    (fleet) => set(fleet.site("dg-depot-01"), { state: "held" }),
    all.filter((name) => name !== "dg-depot-01"),
  ],
  ["a site whose servers are nodes", (fleet) => set(fleet.site("sz-kiosk-01"), { state: "held" }), all],
  ["a zone", (fleet) => set(fleet.zone("dongguan"), { ring: "late" }), ["cs-mall-01", "sz-mall-01"]],
  ["a region", (fleet) => set(fleet.region("guangdong"), { timezone: "Asia/Urumqi" }), ["cs-mall-01"]],
  ["an app", (fleet) => set(fleet.app("checkout"), { replicas: 1 }), []],
  ["the fleet", (fleet) => set(fleet.fleet, { parameters: { metricsRetention: "12h" } }), []],
  ["a site before it in its file", (fleet) => fleet.zone("dongguan").sites.reverse(), ["cs-mall-01", "sz-mall-01"]],
])("An edit of %s leaves what does not read it", (_, edit, expected) => {
  expect(knownAfter(edit)).toEqual(expected);
});

test("An edit of the order in a system, which no app of it says, makes everything anew", () => {
  const app = (name: string) => ({
    name,
    image: `registry.panji.example/retail/${name}:1.0.0@sha256:${"a1".repeat(32)}`,
    resources: { cpu: "50m", memory: "64Mi" },
  });
  const system = (after: readonly string[]) => ({
    name: "shop",
    tenant: "retail",
    select: { labels: { customer: "mall" } },
    apps: [app("ledger"), { ...app("till"), ...(after.length > 0 && { after: [...after] }) }],
  });
  const begin = ({ systems }: FleetData) => systems.push(system(["ledger"]));
  expect(knownAfter(() => {}, begin)).toEqual(all);
  expect(knownAfter(({ systems }) => systems.splice(0, 1, system([])), begin)).toEqual([]);
});

test("Another program knows nothing of what was kept, and neither does whoever finds it damaged", () => {
  const cache = join(folderWith(), "cache");
  const root = folderWith(new FleetData().texts());
  const knownBy = (program: string) => {
    const known: Unit[] = [];
    compiled(root, new UnitStore(rules, openUnitCache(cache, program)), (unit) => {
      if (!isLowered(unit)) known.push(unit);
    });
    return known.length;
  };
  expect(["program", "another program", "program"].map(knownBy)).toEqual([0, 0, all.length]);
  for (const name of readdirSync(cache)) writeFileSync(join(cache, name), readFileSync(join(cache, name)).subarray(1));
  expect(["program", "program"].map(knownBy)).toEqual([0, all.length]);
});

test("What some of the rules have found is not kept as what all of them find", () => {
  const cache = join(folderWith(), "cache");
  const root = folderWith(new FleetData().texts());
  const { fleet } = load(root);
  const store = new UnitStore(rules, openUnitCache(cache, "program"));
  const some = new ManifestChecker(rules.slice(0, 5));
  for (const region of fleet.regions) {
    const context = { ...createLoweringContext(fleet, engines), known: store.of(region) };
    compileRepository(repositoryOf(fleet, region.name, context), context, some);
  }
  store.close();
  const known: Unit[] = [];
  compiled(root, new UnitStore(rules, openUnitCache(cache, "program")), (unit) => {
    if (!isLowered(unit)) known.push(unit);
  });
  expect(known).toEqual([]);
});

test("Sites of clusters with the same text and another place are told apart by what findings say of them", () => {
  const texts: FleetTexts = new FleetData().texts();
  const keysOf = (all: FleetTexts) => {
    const { fleet } = load(folderWith(all));
    return new Map(fleet.regions.flatMap(({ sites }) => sites).map((site) => [site.name, siteKey(site)]));
  };
  const { "sites/hunan/changsha.yaml": changsha = "", ...others } = texts;
  const [before, after] = [keysOf(texts), keysOf({ ...others, "sites/hunan/city.yaml": changsha })];
  expect(after.get("sz-mall-01")).toBe(before.get("sz-mall-01"));
  expect(after.get("cs-mall-01")).not.toBe(before.get("cs-mall-01"));
  expect(before.get("cs-kiosk-01")).toBeUndefined();
});
