import { expect, test } from "vitest";
import { compile } from "../../../compiler/compile.ts";
import { createLoweringContext } from "../../../compiler/lower/lowering-context.ts";
import { Fleet } from "../../../constructs/fleet.ts";
import { Region } from "../../../constructs/region.ts";
import { engines } from "../../../engines/engines.ts";
import { fleetSchema } from "../../../model/fleet-file.ts";
import { memoizeByValue } from "../../../model/memo.ts";
import { regionSchema } from "../../../model/region-file.ts";
import { RepositoryStager } from "../../../pipeline/repository-stager.ts";

const spec = fleetSchema.parse({
  name: "panji",
  hierarchy: { regions: 1, maxSitesPerRegion: 1 },
  repositories: "https://git.panji.example/fleet",
  registries: ["registry.panji.example"],
  centre: { profile: "centre@1.0.0", endpoint: "https://centre.panji.example:6443" },
  tenants: [],
});
const agent = memoizeByValue((registry: string) => ({ registry }));
const ask = () => agent("registry.panji.example");

function smallFleet(): Fleet {
  const fleet = new Fleet(spec, { catalogue: { sites: new Map(), hubs: new Map(), centres: new Map() } });
  new Region(
    fleet,
    regionSchema.parse({
      name: "guangdong",
      code: "44",
      timezone: "Asia/Shanghai",
      delivery: "flux",
      network: { supernet: "10.44.0.0/16", asn: 64544 },
    }),
  );
  fleet.node.lock();
  return fleet;
}

test("A run starts with nothing that an engine keeps of the fleet before it", () => {
  const before = ask();
  expect(ask()).toBe(before);
  createLoweringContext(smallFleet(), engines);
  expect(ask()).not.toBe(before);
});

// The last fleet was kept until the next one came: in a process that serves for hours, for hours.
test("A run leaves nothing behind that an engine kept, also when it fails", () => {
  const facts = { today: "2026-01-01", profileHashes: new Map(), profileLock: new Map() };
  const run = (then: () => void) => {
    const fleet = smallFleet();
    let during: object | undefined;
    const sink = () => {
      during = ask();
      expect(ask()).toBe(during);
      then();
      return () => {};
    };
    try {
      compile({ fleet, selection: { regions: fleet.regions, centre: false }, rules: [], facts, sink });
    } finally {
      expect(during).toBeDefined();
      expect(ask()).not.toBe(during);
    }
  };
  run(() => {});
  const fail = () => {
    throw new Error("the disk is full");
  };
  expect(() => run(fail)).toThrow("the disk is full");
});

test.each<readonly [string, (stager: RepositoryStager) => Promise<unknown>]>([
  ["the commit of the centre", (stager) => stager.commit("centre")],
  ["a centre that is held back", (stager) => stager.hold(["guangdong"])],
  ["discard", (stager) => stager.discard()],
])("A worker keeps what it needs until it ends with %s", async (_, end) => {
  const fleet = smallFleet();
  const stager = new RepositoryStager({ of: () => fleet, whole: () => fleet }, undefined);
  await stager.compile("guangdong");
  const during = ask();
  await stager.compile("guangdong");
  expect(ask()).toBe(during);
  await stager.commit("regions");
  expect(ask()).toBe(during);
  await end(stager);
  expect(ask()).not.toBe(during);
});
