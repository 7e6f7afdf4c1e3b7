import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runFleetCommand } from "../../../bench/fleet/command.ts";
import { generateFleet } from "../../../bench/fleet/generate.ts";
import type { FleetOptions } from "../../../bench/fleet/options.ts";
import { fleetProblems } from "./problems.ts";
import { type ReadFleet, readFleet } from "./read-fleet.ts";

const generated = (options: FleetOptions): ReadFleet => readFleet(generateFleet(options));

describe("a generated fleet", () => {
  test.for([
    [{ sites: 31 }],
    [{ sites: 2000, seed: 7, skew: 10 }],
    [{ sites: 4000, skew: 1e6, mix: { metal: 1 } }],
  ] as const)("of %o has no problem", ([options]) => {
    expect(fleetProblems(generated(options))).toEqual([]);
  });

  test("of any size, seed, skew and mix has no problem and the number of sites asked for", { tags: "property" }, () => {
    const share = fc.integer({ min: 0, max: 5 });
    const options = fc.record({
      sites: fc.integer({ min: 31, max: 400 }),
      seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      skew: fc.double({ min: 1, max: 1000, noNaN: true }),
      mix: fc.record({ k3s: fc.integer({ min: 1, max: 5 }), metal: share, kubeedge: share }),
    });
    fc.assert(
      fc.property(options, (each) => {
        const fleet = generated(each);
        expect(fleetProblems(fleet)).toEqual([]);
        expect(fleet.regions.flatMap((region) => region.sites)).toHaveLength(each.sites);
      }),
      { numRuns: 30 },
    );
  });

  test("is the same bytes for the same options and another fleet for another seed", () => {
    const options = { sites: 300, seed: 3, skew: 4 };
    const files = [...generateFleet(options)];
    expect([...generateFleet(options)]).toEqual(files);
    expect([...generateFleet({ ...options, seed: 4 })]).not.toEqual(files);
  });

  test("has 31 regions, of which three are larger by the skew", () => {
    const sizes = new Map(
      generated({ sites: 3100, skew: 10 }).regions.map(({ region, sites }) => [region.name, sites.length]),
    );
    expect(sizes.size).toBe(31);
    expect((sizes.get("guangdong") ?? 0) / (sizes.get("qinghai") ?? 1)).toBeCloseTo(10, 0);
    expect(sizes.get("guangdong")).toBe(sizes.get("henan"));
  });

  test("shares its sites out by the mix exactly", () => {
    const { regions } = generated({ sites: 1000, mix: { k3s: 2, metal: 1, kubeedge: 1 } });
    const count = (profile: string): number =>
      regions.flatMap((region) => region.sites).filter((site) => site.profile.startsWith(profile)).length;
    expect([count("edge-k3s@"), count("edge-metal@"), count("edge-kubeedge@")]).toEqual([500, 250, 250]);
  });

  test.for([
    [{ sites: 30 }, "sites: found 30, expected 31 to 100000"],
    [{ sites: 100_001 }, "sites: found 100001, expected 31 to 100000"],
    [{ sites: Number.NaN }, "sites: found NaN, expected 31 to 100000"],
    [{ sites: 31, seed: -1 }, "seed: found -1, expected a whole number from 0 to 4294967295"],
    [{ sites: 31, skew: 0.5 }, "skew: found 0.5, expected a number of at least 1"],
    [{ sites: 31, mix: {} }, "mix: found 0,0,0,0, expected shares, not all of them 0"],
    [{ sites: 31, mix: { k3s: 2, metal: -1 } }, "mix: found 2,-1,0,0, expected shares, not all of them 0"],
  ] as const)("is refused for %o", ([options, message]) => {
    expect(() => generateFleet(options)).toThrow(new RangeError(message));
  });
});

describe("the command", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "fleet-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = (...args: string[]): readonly [code: number, said: string] => {
    const said: string[] = [];
    return [runFleetCommand(args, generateFleet, (text) => said.push(text)), said.join("")];
  };

  test("writes the files of the fleet that its options describe", () => {
    const out = join(folder, "new");
    const result = run("--sites", "40", "--seed", "2", "--skew", "3", "--mix", "k3s=1,kubeedge=1", "--out", out);
    const files = generateFleet({ sites: 40, seed: 2, skew: 3, mix: { k3s: 1, kubeedge: 1 } });
    expect(result).toEqual([0, `40 sites in ${files.size} files under ${out}\n`]);
    for (const [path, text] of files) expect(readFileSync(join(out, path), "utf8")).toBe(text);
  });

  test("refuses a folder with files, for a fleet among the files of another would not be valid", () => {
    expect(run("--sites", "31", "--out", folder)[0]).toBe(0);
    expect(run("--sites", "32", "--out", folder)).toEqual([2, expect.stringContaining("empty or missing folder")]);
  });

  test.for([
    [["--sites", "31"], "--sites and --out are needed"],
    [["--out", "x"], "--sites and --out are needed"],
    [["--sites", "many", "--out", "x"], "sites: found NaN"],
    [["--sites", "31", "--out", "x", "--mix", "k8s=1"], "mix: found k8s, expected k3s, metal, kubeedge"],
    [["--sites", "31", "--out", "x", "--mix", "k3s"], "mix: found NaN,0,0,0"],
    [["--sites", "31", "--out", "x", "--colour"], "--colour"],
  ] as const)("refuses %j as wrong input", ([args, message]) => {
    expect(run(...args)).toEqual([2, expect.stringContaining(message)]);
  });
});
