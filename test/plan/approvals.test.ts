import { expect, test } from "vitest";
import { edited, type Files, reviewFleet } from "./review-fleet.ts";
import { reviewPlan } from "./review-plan.ts";

const OWNERS = "sites/OWNERS.yaml";
const FOSHAN = "sites/guangdong/foshan.yaml";
const owned = (areas: string, more = ""): Files => ({ ...reviewFleet, [OWNERS]: `${more}areas:\n${areas}` });
const area = (name: string, ...owners: readonly string[]) => `  - { ${name}, owners: [${owners.join(", ")}] }\n`;

/** `reason area: owners (sites)` of each agreement. */
async function agreements(base: Files, head: Files): Promise<readonly string[]> {
  const { approvals } = await reviewPlan(base, head);
  return approvals.map(
    ({ reason, area: of = "-", owners, sites }) => `${reason} ${of}: ${owners.join("|") || "nobody"} (${sites})`,
  );
}

const longer = (files: Files, zone = "sites/fleet.yaml") =>
  edited(files, {
    [zone]: (text) => text.replace(/parameters: \{.*\}/, "parameters: { metricsRetention: 12h }"),
  });

test("A change of more than one site in ten asks the owners of the narrowest area that holds all of it", async () => {
  const files = owned(area("construct: panji", "fleet-team") + area("construct: panji/hunan", "hunan-operations"));
  expect(await agreements(files, longer(files))).toEqual(["share panji: fleet-team (7)"]);
  expect(await agreements(files, longer(files, "sites/hunan/region.yaml"))).toEqual([
    "share panji/hunan: hunan-operations (2)",
  ]);
});

test("A site that goes asks the owners of its zone, and nobody else", async () => {
  const zone = area("construct: panji/guangdong/foshan", "foshan-field", "foshan-night");
  const files = owned(area("construct: panji/guangdong", "guangdong-operations") + zone);
  const retired = edited(files, { [FOSHAN]: (text) => text.replace(/(fs-mall-02[\s\S]*?state: )active/, "$1retired") });
  expect(await agreements(files, retired)).toEqual([
    "deletion panji/guangdong/foshan: foshan-field|foshan-night (1)",
    "share panji/guangdong/foshan: foshan-field|foshan-night (1)",
  ]);
});

test("A site that goes to another version of a profile asks the profile's owners too", async () => {
  const files = owned(area("construct: panji", "fleet-team") + area("profile: edge-k3s", "platform-team"));
  const bumped = edited(files, { [FOSHAN]: (text) => text.replace("edge-k3s@1.0.0", "edge-k3s@1.1.0") });
  expect(await agreements(files, bumped)).toEqual([
    "replacement edge-k3s: platform-team (1)",
    "replacement panji: fleet-team (1)",
    "share edge-k3s: platform-team (1)",
    "share panji: fleet-team (1)",
  ]);
});

test("A frozen ring is frozen for a site that changes in it and for one that leaves it by the same change", async () => {
  const files = edited(owned(area("construct: panji", "fleet-team"), "frozenRings: [christmas]\n"), {
    [FOSHAN]: (text) => text.replace("ring: main", "ring: christmas"),
  });
  const frozen = async (head: Files) => (await agreements(files, head)).filter((each) => each.startsWith("frozen"));
  expect(await frozen(longer(files, FOSHAN))).toEqual(["frozen ring panji: fleet-team (2)"]);
  expect(await frozen(edited(files, { [FOSHAN]: (text) => text.replace("ring: christmas", "ring: main") }))).toEqual([
    "frozen ring panji: fleet-team (2)",
  ]);
  const thawed = edited(files, { [OWNERS]: (text) => text.replace("[christmas]", "[]") });
  expect(await frozen(longer(thawed, FOSHAN))).toEqual(["frozen ring panji: fleet-team (2)"]);
  expect(await frozen(longer(files, "sites/hunan/region.yaml"))).toEqual([]);
});

test("A new exemption asks the owners of what it is for", async () => {
  const files = owned(area("construct: panji", "fleet-team") + area("construct: panji/hunan", "hunan-operations"));
  const exempt = {
    ...files,
    "sites/exemptions.yaml":
      "exemptions:\n  - { rule: FLT-NET-008, construct: panji/hunan/changsha, reason: the old building stays, owner: net, ticket: N-1, granted: 2026-11-01, expires: 2026-12-31 }\n",
  };
  expect(await agreements(files, exempt)).toEqual(["exemption panji/hunan: hunan-operations (0)"]);
});

test("A baseline that grows asks the owners of what it takes up, and one that shrinks asks nobody", async () => {
  const files = owned(area("construct: panji", "fleet-team") + area("construct: panji/hunan", "hunan-operations"));
  const entry = (site: string) =>
    `  - { rule: FLT-CAP-006, construct: panji/hunan/changsha/${site}/${site}-a, place: disk, count: 1 }\n`;
  const held = (...sites: readonly string[]): Files => ({
    ...files,
    "sites/baseline.yaml": `baseline:${sites.length > 0 ? `\n${sites.map(entry).join("")}` : " []\n"}`,
  });
  expect(await agreements(held("cs-mall-01"), held("cs-mall-01", "cs-mall-02"))).toEqual([
    "baseline panji/hunan: hunan-operations (1)",
  ]);
  expect(await agreements(held("cs-mall-01", "cs-mall-02"), held("cs-mall-01"))).toEqual([]);
});

test("Who makes themselves an owner needs those that were owners before", async () => {
  const files = owned(area("construct: panji", "fleet-team"));
  const taken = edited(files, { [OWNERS]: (text) => text.replace("fleet-team", "mallory") });
  expect(await agreements(files, longer(taken))).toEqual([
    "share panji: fleet-team (7)",
    "owners panji: fleet-team (0)",
  ]);
});

test("Where nobody is named, the plan says so and asks all the same", async () => {
  const files = edited(reviewFleet, { [OWNERS]: () => "" });
  expect(await agreements(files, longer(files))).toEqual(["share -: nobody (7)"]);
  const named = { ...longer(files), [OWNERS]: `areas:\n${area("construct: panji", "mallory")}` };
  expect(await agreements(files, named)).toEqual(["share -: nobody (7)", "owners -: nobody (0)"]);
});

test("A change that changes nothing needs nobody", async () => {
  expect(await agreements(reviewFleet, reviewFleet)).toEqual([]);
});
