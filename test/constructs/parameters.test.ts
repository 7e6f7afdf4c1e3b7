import { expect, test } from "vitest";
import { z } from "zod";
import { type ParameterScope, resolveParametersCached } from "../../constructs/parameters.ts";
import { defineProfile } from "../../constructs/profile.ts";

const profile = defineProfile({
  name: "edge-test",
  version: "1.0.0",
  siteKind: "cluster",
  kubernetes: { distribution: "k3s", version: "1.33.10" },
  provisioner: { engine: "existing" },
  parameters: z.strictObject({ mtu: z.number().default(1500), site: z.string().default("none") }),
  images: [],
  layers: [],
});

const scope = (kind: ParameterScope["scope"], construct: string, values: object): ParameterScope => ({
  scope: kind,
  construct,
  values: values as ParameterScope["values"],
  source: undefined,
});

test("Targets of one zone that say nothing themselves share one resolution", () => {
  const zone = scope("zone", "panji/guangdong/shenzhen", { mtu: 9000 });
  const first = resolveParametersCached(profile, [zone, scope("site", "panji/guangdong/shenzhen/a", {})]);
  expect(resolveParametersCached(profile, [zone, scope("site", "panji/guangdong/shenzhen/b", {})])).toBe(first);
  expect(first.values).toEqual({ mtu: 9000, site: "none" });
  const own = resolveParametersCached(profile, [zone, scope("site", "panji/guangdong/shenzhen/c", { site: "c" })]);
  expect(own.values).toEqual({ mtu: 9000, site: "c" });
});

test("One object of values in two zones is resolved for each, because wider scopes differ", () => {
  const values = { site: "shared" };
  const of = (region: string, mtu: number) =>
    resolveParametersCached(profile, [scope("region", region, { mtu }), scope("zone", `${region}/zone`, values)]);
  expect(of("panji/guangdong", 1400).values).toEqual({ mtu: 1400, site: "shared" });
  expect(of("panji/yunnan", 1300).values).toEqual({ mtu: 1300, site: "shared" });
  expect(of("panji/yunnan", 1300).origins["mtu"]).toMatchObject({ construct: "panji/yunnan" });
});

// A program that compiled two fleets from the same zone got the second fleet's site with the first one's values.
test("One zone in two fleets is resolved for each, whatever was asked before", () => {
  const zone = { site: "shenzhen" };
  const of = (mtu: number) =>
    resolveParametersCached(profile, [scope("fleet", "panji", { mtu }), scope("zone", "panji/guangdong/zone", zone)]);
  expect(of(9000).values).toEqual({ mtu: 9000, site: "shenzhen" });
  expect(of(1400).values).toEqual({ mtu: 1400, site: "shenzhen" });
});

test("Targets below scopes that say nothing share the profile's defaults", () => {
  const fleet = scope("fleet", "panji", {});
  const first = resolveParametersCached(profile, [fleet, scope("zone", "panji/guangdong/shenzhen", {})]);
  expect(resolveParametersCached(profile, [fleet, scope("zone", "panji/guangdong/zhuhai", {})])).toBe(first);
  expect(first.values).toEqual({ mtu: 1500, site: "none" });
});
