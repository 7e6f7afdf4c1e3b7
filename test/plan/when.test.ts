import { expect, test } from "vitest";
import { textPlan } from "../../cli/plan/text.ts";
import { edited, type Files, reviewFleet } from "./review-fleet.ts";
import { reviewPlan } from "./review-plan.ts";

const FOSHAN = "sites/guangdong/foshan.yaml";
const CHANGSHA = "sites/hunan/changsha.yaml";
const longer = (files: Files, zone = "sites/fleet.yaml") =>
  edited(files, { [zone]: (text) => text.replace(/parameters: \{.*\}/, "parameters: { metricsRetention: 12h }") });
const bumped = (files: Files, path: string) =>
  edited(files, { [path]: (text) => text.replaceAll("edge-k3s@1.0.0", "edge-k3s@1.1.0") });

test("A time of publishing becomes local times of each region, over midnight and in summer time", async () => {
  const zoned = edited(reviewFleet, {
    "sites/hunan/region.yaml": (text) => text.replace("Asia/Shanghai", "Europe/Berlin"),
  });
  const { rollout, timing } = await reviewPlan(zoned, longer(zoned), { publishAt: "2026-07-01T15:55:00.000Z" });
  expect(timing).toEqual({ day: "2026-11-28", publishAt: "2026-07-01T15:55:00.000Z", order: "none", windows: "none" });
  expect(rollout.find(({ ring }) => ring === "main")?.regions).toEqual([
    {
      name: "guangdong",
      timezone: "Asia/Shanghai",
      sites: 2,
      offset: "UTC+08:00",
      from: "2026-07-01 23:55",
      to: "2026-07-02 00:25",
    },
    {
      name: "hunan",
      timezone: "Europe/Berlin",
      sites: 2,
      offset: "UTC+02:00",
      from: "2026-07-01 17:55",
      to: "2026-07-01 18:05",
    },
  ]);
});

test("Without a time of publishing there are offsets of the day, and no time of day", async () => {
  const plan = await reviewPlan(reviewFleet, longer(reviewFleet));
  expect(plan.rollout[0]?.regions).toEqual([
    { name: "guangdong", timezone: "Asia/Shanghai", sites: 1, offset: "UTC+08:00" },
  ]);
  expect(textPlan(plan, false)).toContain("When it is published is not known.");
});

test("Sites that are held, on their way or out of reach are told as those that get it later", async () => {
  const held = edited(reviewFleet, {
    [FOSHAN]: (text) => text.replace("state: active", "state: held").replace("state: active", "state: offline"),
    [CHANGSHA]: (text) => text.replace("state: active", "state: shipped"),
  });
  const plan = await reviewPlan(held, longer(held));
  expect(plan.rollout.find(({ ring }) => ring === "main")?.later).toEqual([
    { name: "held", sites: 1 },
    { name: "offline", sites: 1 },
    { name: "shipped", sites: 1 },
  ]);
  expect(textPlan(plan, false)).toContain("later: held 1");
});

test("A change of one site is a new commit for every site of its region, by the class of the links", async () => {
  const head = edited(reviewFleet, {
    "sites/guangdong/shenzhen.yaml": (text) => text.replace("storage: 200Gi", "metricsRetention: 12h, storage: 200Gi"),
  });
  const { load, clusters } = await reviewPlan(reviewFleet, head);
  const [own] = clusters;
  expect(load).toMatchObject({ repositories: 1, bytes: own?.bytes });
  expect(load.links).toMatchObject([
    { name: "fibre", sites: 4, changed: 1, bytes: own?.bytes },
    { name: "lte", sites: 1, changed: 0, bytes: 0 },
  ]);
  const [fibre, lte] = load.links;
  expect(fibre?.atMost).toBe(4 * (lte?.atMost ?? 0));
  expect(lte?.atMost).toBeGreaterThan(100_000);
});

test("A link that the files do not name is unknown, and is no fibre", async () => {
  const { load, rollout } = await reviewPlan(reviewFleet, longer(reviewFleet, CHANGSHA));
  expect(load.links.map(({ name, sites }) => ({ name, sites }))).toEqual([
    { name: "fibre", sites: 1 },
    { name: "unknown", sites: 1 },
  ]);
  expect(rollout[0]?.links.map(({ name, within }) => ({ name, within }))).toEqual([
    { name: "fibre", within: "5 to 10 minutes" },
    { name: "unknown", within: "5 to 10 minutes" },
  ]);
});

const imagesOf = async (base: Files, head: Files) =>
  (await reviewPlan(base, head)).images.map(({ type, reference, zones }) => [
    type,
    reference.replace(/@sha256:.*|.*\//g, ""),
    zones.map((zone) => zone.replace("panji/", "")).join(),
  ]);

test("An OS image is new to the zones that had it nowhere, and to no other", async () => {
  expect(await imagesOf(reviewFleet, bumped(reviewFleet, FOSHAN))).toEqual([
    ["os-image", "ubuntu:24.04-standard-generic-v4.0.3-k3s-v1.33.11-k3s1", "guangdong/foshan"],
  ]);
  const one = edited(reviewFleet, { [FOSHAN]: (text) => text.replace("edge-k3s@1.0.0", "edge-k3s@1.1.0") });
  expect(await imagesOf(one, bumped(one, FOSHAN))).toEqual([]);
  expect(await imagesOf(one, bumped(bumped(one, FOSHAN), CHANGSHA))).toEqual([
    ["os-image", "ubuntu:24.04-standard-generic-v4.0.3-k3s-v1.33.11-k3s1", "hunan/changsha"],
  ]);
});

test("A newer image of an app is new to all of its zones", async () => {
  const newer = edited(reviewFleet, { "apps/retail/checkout.yaml": (text) => text.replace("2.4.1@", "2.5.0@") });
  expect(await imagesOf(reviewFleet, newer)).toEqual([
    ["image", "checkout:2.5.0", "guangdong/foshan,guangdong/shenzhen,hunan/changsha"],
  ]);
});

test("Another value, another name of a site and another name of a zone bring no image", async () => {
  expect(await imagesOf(reviewFleet, longer(reviewFleet))).toEqual([]);
  const renamed = edited(reviewFleet, { [FOSHAN]: (text) => text.replaceAll("fs-mall-02", "fs-arcade-02") });
  expect(await imagesOf(reviewFleet, renamed)).toEqual([]);
  const zone = edited(reviewFleet, { [FOSHAN]: (text) => text.replace("zone: foshan", "zone: shunde") });
  expect(await imagesOf(reviewFleet, zone)).toEqual([]);
});
