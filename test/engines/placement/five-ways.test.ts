import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { place, placementCases } from "../../../docs/generator/placement-cases.ts";
import { placementsMarkdown } from "../../../docs/generator/placements-markdown.ts";
import { engines } from "../../../engines/engines.ts";
import { type PlacementName, placementNames } from "../../../model/app-file.ts";
import { catalogue } from "../../../profiles/catalogue.ts";
import { type Observed, observed, type Reader, readGrids, readPlain, without } from "./observed.ts";
import { readGroups, readPools } from "./observed-pools.ts";

const titles = Object.keys(placementCases);
const placed = (title: string, name: PlacementName) => place(title, name, engines, catalogue);

/** One that is driven and not here fails. */
const readers: Readonly<Partial<Record<PlacementName, Reader>>> = {
  native: { read: readPlain },
  superedge: { read: readGrids },
  // A Deployment a site, and no Service leads to edge nodes.
  kubeedge: { read: readGroups, perSite: true, leavesOut: ["ports"] },
  // How long pods stay is yurt-manager's to say.
  openyurt: { read: readPools, leavesOut: ["loss"] },
};

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
    const reader = readers[name];
    if (!reader) throw new Error(`give ${name} a reader of what it makes`);
    const expected = observed(placed(title, "native"), { read: readPlain });
    expect(Object.keys(expected).length).toBeGreaterThan(0);
    const found = observed({ refusals, ...made }, reader);
    expect(found).toEqual(mapped(expected, reader));
  });
});

/** What native makes, as far as the reader tells it. */
function mapped(expected: Observed, { leavesOut = [], perSite }: Reader): Observed {
  const sites = (zone: string, given: unknown) => given ?? (perSite ? [`${zone}-first`, `${zone}-second`] : undefined);
  return Object.fromEntries(
    Object.entries(expected).map(([zone, facts]) => [
      zone,
      without({ ...facts, sites: sites(zone, facts.sites) }, leavesOut),
    ]),
  );
}

test("SuperEdge refuses jobs, an Ingress and what is another in each zone, and nothing else where a zone has servers enough", () => {
  expect(titles.filter((title) => placed(title, "superedge").refusals.length > 0)).toEqual([
    "variables that say where it runs",
    "the names of its peers",
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
