import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { place, placementCases } from "../../../docs/generator/placement-cases.ts";
import { placementsMarkdown } from "../../../docs/generator/placements-markdown.ts";
import { engines } from "../../../engines/engines.ts";
import { type PlacementName, placementNames } from "../../../model/app-file.ts";
import { catalogue } from "../../../profiles/catalogue.ts";
import { observed, type ReadZones, readGrids, readPlain } from "./observed.ts";

const titles = Object.keys(placementCases);
const placed = (title: string, name: PlacementName) => place(title, name, engines, catalogue);

/** How what a placement makes is read as its controller reads it. One that is driven and not here fails. */
const readers: Readonly<Partial<Record<PlacementName, ReadZones>>> = { native: readPlain, superedge: readGrids };

const driven = placementNames.filter((name) => !("unimplemented" in engines.placements[name]));

test("native carries all of it", () => {
  expect(titles.filter((title) => placed(title, "native").refusals.length > 0)).toEqual([]);
  expect(titles.length).toBeGreaterThanOrEqual(20);
});

describe.each(driven.filter((name) => name !== "native"))("%s", (name) => {
  test.each(titles)("an app with %s is carried as by native, or refused with a way out", (title) => {
    const { refusals, ...made } = placed(title, name);
    for (const { requested, alternative } of refusals) {
      expect(requested.length).toBeGreaterThan(10);
      expect(alternative.length).toBeGreaterThan(10);
    }
    if (refusals.length > 0) return;
    const read = readers[name];
    if (!read) throw new Error(`give test/engines/placement/observed.ts a reader of what ${name} makes`);
    const expected = observed(placed(title, "native"), readPlain);
    expect(Object.keys(expected).length).toBeGreaterThan(0);
    expect(observed({ refusals, ...made }, read)).toEqual(expected);
  });
});

test("SuperEdge refuses jobs and an Ingress, and nothing else where a zone has servers enough", () => {
  expect(titles.filter((title) => placed(title, "superedge").refusals.length > 0)).toEqual([
    "a job",
    "a job by a schedule",
    "clients outside of the cluster",
  ]);
});

test("a placement that nobody drives refuses every app with a way out", () => {
  for (const name of placementNames.filter((each) => !driven.includes(each))) {
    for (const title of titles)
      expect(placed(title, name).refusals).toMatchObject([{ alternative: expect.any(String) }]);
  }
});

test("docs/placements.md is what the engines answer", () => {
  const page = readFileSync(join(import.meta.dirname, "../../../docs/placements.md"), "utf8");
  expect(page).toBe(placementsMarkdown(engines, catalogue));
});
