import { expect, test } from "vitest";
import type { PathRow } from "../../compiler/reach/path-rows.ts";
import { matrixOf, Places } from "../../report/reach/groups.ts";
import { reviewPaths } from "./review-paths.ts";

const sites = ["p/gd/sz/a", "p/gd/sz/b", "p/gd/fs/c", "p/hn/cs/d"];
const places = new Places(sites);
const row = (from: PathRow["from"], to: PathRow["to"], more: Partial<PathRow> = {}): PathRow => ({
  from,
  to,
  ports: ["443/TCP"],
  purpose: "asks",
  ...more,
});
const pairs = (rows: readonly PathRow[], level = {}) =>
  matrixOf(rows, level, places).cells.map(({ from, to }) => `${from} -> ${to}`);

test("A name for all sites of the fleet stands in the row of each region", () => {
  const all = row({ kind: "site", names: ["p/*"] }, { kind: "registry", names: ["r"] });
  expect(pairs([all])).toEqual(["gd -> registries", "hn -> registries"]);
  expect(pairs([all], { region: "gd" })).toEqual(["fs -> registries", "sz -> registries"]);
  expect(pairs([all], { region: "gd", zone: "sz" })).toEqual(["a -> registries", "b -> registries"]);
});

test("In a region only what begins or ends there is shown", () => {
  const own = row({ kind: "hub", names: ["p/gd/hub"] }, { kind: "site", names: ["p/gd/sz/a"] });
  const other = row({ kind: "hub", names: ["p/hn/hub"] }, { kind: "site", names: ["p/hn/cs/d"] });
  expect(pairs([own, other])).toEqual(["gd -> gd", "hn -> hn"]);
  expect(pairs([own, other], { region: "gd" })).toEqual(["hub -> sz"]);
  expect(pairs([own, other], { region: "gd", zone: "fs" })).toEqual([]);
});

test("Ends that are in one place are not said to reach those of another", () => {
  const neighbours = row(
    { kind: "tenant", names: ["retail"] },
    { kind: "tenant", names: ["retail"] },
    { places: ["p/*"] },
  );
  expect(pairs([neighbours])).toEqual(["gd -> gd", "hn -> hn"]);
  expect(pairs([neighbours], { region: "gd", zone: "sz" })).toEqual(["retail -> retail"]);
  const people = row({ kind: "people", names: [] }, { kind: "site", names: ["p/*"] }, { places: ["p/*"] });
  expect(pairs([people])).toEqual(["gd -> gd", "hn -> hn"]);
});

test("What leads past a hub is marked", () => {
  const around = row(
    { kind: "site", names: ["p/gd/sz/a"] },
    { kind: "address", names: ["10.43.0.1"] },
    { around: ["hn"] },
  );
  expect(matrixOf([around], {}, places).cells).toMatchObject([{ from: "gd", to: "addresses", isAround: true }]);
});

test("Of a whole fleet every row is in a cell, at the level of regions", () => {
  const rows = reviewPaths();
  const cells = matrixOf(rows, {}, new Places(["panji/guangdong/shenzhen/x", "panji/hunan/changsha/y"])).cells;
  expect(new Set(cells.flatMap((cell) => cell.rows)).size).toBe(rows.length);
});
