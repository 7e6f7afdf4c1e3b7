import { expect, test } from "vitest";
import { disruptions } from "../../model/kinds/disruption.ts";
import { categoriesOf, dimensions } from "../../report/fleet/colouring.ts";
import { matching, type SiteFilter } from "../../report/fleet/filter.ts";
import { marks, STEP } from "../../report/fleet/marks.ts";
import { outcomeMarks, outcomes, outcomesOf } from "../../report/fleet/outcomes.ts";
import { PlacedMarks } from "../../report/fleet/placed-marks.ts";
import { type SiteEntry, siteEntries } from "../../report/fleet/sites.ts";
import { sideBySide } from "../../report/plan/side-by-side.ts";
import { cases, pinned } from "../plan/cases.ts";
import { reviewFleet } from "../plan/review-fleet.ts";
import { reviewContent } from "../plan/review-plan.ts";

const cluster = (construct: string, state: "added" | "changed" | "removed" | "moved", classes: readonly string[]) => ({
  construct,
  state,
  classes,
  objects: { removed: 0, replaced: 0, moved: 0, changed: 1, added: 0 },
  bytes: 1,
});

const contentOf = (name: string) => {
  const found = cases.find((each) => each.name === name);
  return reviewContent(found?.base ?? reviewFleet, found?.head ?? {});
};

test("A site shows the worst that happens to it, and every disruption has a word and a mark", () => {
  for (const disruption of disruptions) {
    const found = outcomesOf(
      [cluster("p/r/z/s", "changed", ["A", "B"])],
      [
        { id: "A", disruption: "none" },
        { id: "B", disruption },
      ],
    );
    expect(found.get("p/r/z/s")).toBe(disruption === "none" ? "applied" : disruption);
  }
  expect(Object.keys(outcomeMarks)).toEqual([...outcomes]);
});

test("A change of a class that nobody knows is never shown as harmless", () => {
  expect(outcomesOf([cluster("p/r/z/s", "changed", ["Z"])], []).get("p/r/z/s")).toBe("unknown");
});

test("What happens to a site is told apart by a shape, not by a colour alone: the families have no shape in common", () => {
  const families = [
    ["removed", "data loss possible", "refused by the cluster"],
    ["reinstall by hand", "rolling replacement", "reboot", "drain"],
    ["unknown", "stop"],
    ["restart"],
    ["moved"],
    ["added"],
    ["applied"],
    ["unchanged"],
  ] as const;
  expect(families.flat().toSorted()).toEqual([...outcomes].toSorted());
  const shapes = families.map((family) => [...new Set(family.map((outcome) => outcomeMarks[outcome]))]);
  expect(shapes.map((each) => each.length)).toEqual(families.map(() => 1));
  expect(new Set(shapes.flat()).size).toBe(families.length);
});

test("A site that a change takes away is in the picture all the same, and one that comes as well", async () => {
  const content = await contentOf("site-renamed");
  const entries = siteEntries(content);
  expect(entries.length).toBe(content.map.sites.length);
  expect(entries.filter(({ outcome }) => outcome === "moved").length).toBe(1);
  const retired = siteEntries(await contentOf("zone-added"));
  expect(retired.filter(({ outcome }) => outcome === "added").map(({ zone }) => zone)).toContain("zhuhai");
});

test("Sites are found by any of their words, in any order: name, region, address, profile", async () => {
  const entries = siteEntries(await reviewContent(reviewFleet, pinned("1.1.0")));
  const found = (text: string, more: Partial<SiteFilter> = {}) =>
    matching(entries, { text, categories: new Set(), dimension: "outcome", ...more }).map(({ name }) => name);
  expect(found("10.44.12.11")).toEqual(["sz-nanshan-01"]);
  expect(found("MALL guangdong")).toEqual(["fs-mall-01", "fs-mall-02", "sz-mall-01"]);
  expect(found("mall", { zone: "guangdong/foshan" })).toEqual(["fs-mall-01", "fs-mall-02"]);
  expect(found("", { dimension: "ring", categories: new Set(["canary"]) })).toEqual(["sz-nanshan-01"]);
  expect(found("", { among: { title: "", paths: new Set(["panji/hunan/changsha/cs-mall-02"]) } })).toEqual([
    "cs-mall-02",
  ]);
  expect(found("", { class: "A" }).length).toBe(7);
  expect(found("nowhere")).toEqual([]);
});

test("Whatever sites are told apart by, each is in one category, and up to eight have marks of their own", async () => {
  const entries = siteEntries(await reviewContent(reviewFleet, pinned("1.1.0")));
  for (const dimension of Object.keys(dimensions) as (keyof typeof dimensions)[]) {
    const categories = categoriesOf(entries, dimension);
    expect(categories.reduce((sum, { sites }) => sum + sites, 0)).toBe(entries.length);
    expect(new Set(categories.map(({ mark }) => mark)).size).toBe(Math.min(categories.length, marks.length));
  }
});

test("Each site has its mark in the picture, and the mark leads back to it", async () => {
  const entries = siteEntries(await reviewContent(reviewFleet, pinned("1.1.0")));
  const placed = new PlacedMarks(entries, 3);
  const found: SiteEntry[] = [];
  for (let y = 1; y < placed.height; y += STEP) {
    for (let x = 1; x < placed.width; x += STEP) found.push(...[placed.at(x, y) ?? []].flat());
  }
  expect(found).toEqual(entries);
  const [path, ...others] = placed.paths(
    () => "square",
    ({ zone }) => zone === "foshan",
  );
  expect(others).toEqual([]);
  expect(path?.data.match(/M/g)?.length).toBe(2);
  expect(placed.at(placed.width + 1, 1)).toBeUndefined();
});

test.each([
  ["a changed word", "--time=6h", "--time=12h", [false, true], [false, true]],
  ["what was not there", undefined, "new", [], [true]],
  ["what is gone", "old", undefined, [true], []],
])("Beside each other %s is marked", (_, before, after, left, right) => {
  const sides = sideBySide(before, after);
  expect(sides.before.map(({ isOther }) => isOther)).toEqual(left);
  expect(sides.after.map(({ isOther }) => isOther)).toEqual(right);
  expect(sides.before.map(({ text }) => text).join("")).toBe(before ?? "");
  expect(sides.after.map(({ text }) => text).join("")).toBe(after ?? "");
});

test("Two long values are compared as wholes: a comparison of their words would take a minute", () => {
  const [before, after] = ["a ".repeat(50_000), "b ".repeat(50_000)];
  expect(sideBySide(before, after)).toEqual({
    before: [{ text: before, isOther: true }],
    after: [{ text: after, isOther: true }],
  });
});
