import { expect, test } from "vitest";
import { isolationClasses } from "../../../compiler/reach/isolation-classes.ts";

const pair = { from: "retail/till", to: "retail/ledger", ports: ["8080/TCP"] };
const at = (site: string, pairs: readonly (typeof pair)[], ranges: Record<string, readonly string[]> = {}) => ({
  site,
  workloads: ["retail/ledger", "retail/till"],
  pairs,
  ranges,
});

test("Sites with the same are one class, in the order of the fleet, and the class of most sites comes first", () => {
  const open = { "retail/till": ["203.0.113.0/24: 443/TCP"] };
  const rows = [at("p/a/1", []), at("p/a/2", [pair]), at("p/a/3", [pair], open), at("p/b/4", [pair])];
  expect(isolationClasses(rows)).toEqual([
    { workloads: rows[0]?.workloads, pairs: [pair], ranges: {}, sites: ["p/a/2", "p/b/4"] },
    { workloads: rows[0]?.workloads, pairs: [], ranges: {}, sites: ["p/a/1"] },
    { workloads: rows[0]?.workloads, pairs: [pair], ranges: open, sites: ["p/a/3"] },
  ]);
});
