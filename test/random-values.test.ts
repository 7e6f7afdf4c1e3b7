import fc from "fast-check";
import { expect, test } from "vitest";

const even = () => fc.assert(fc.property(fc.nat(), (n) => (n * 2) % 2 === 0));

test("A test without the tag property draws no random values, since npm run fuzz would leave it out", () => {
  expect(even).toThrow('{ tags: "property" }');
});

test("A test with the tag draws them from a seed that is given, never from the clock", { tags: "property" }, () => {
  even();
  expect(fc.readConfigureGlobal().seed).toBeGreaterThanOrEqual(Number(process.env["FLOTILLA_FUZZ_SEED"] ?? 1));
});
