import { expect, test } from "vitest";
import { coverage } from "../../docs/generator/coverage-rows.ts";
import { isHeld } from "./held-by.ts";

const rows = Object.values(coverage).flat();

test("Every capability that is said to be proved has a test of that title", () => {
  const broken = rows.filter(({ proof }) => {
    if ("notProved" in proof) return proof.notProved.length < 20;
    return !isHeld(...proof);
  });
  expect(broken.map(({ capability }) => capability)).toEqual([]);
});

test("No capability is listed twice, and most are proved", () => {
  expect(new Set(rows.map(({ capability }) => capability)).size).toBe(rows.length);
  expect(rows.filter(({ proof }) => !("notProved" in proof)).length).toBeGreaterThan(rows.length / 2);
});
