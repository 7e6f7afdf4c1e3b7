import { expect, test } from "vitest";
import { atLeast, tryParseVersion } from "../../lab/version.ts";

test.each([
  ["v3.259.0\n", [3, 259, 0]],
  ["go1.26.8", [1, 26, 8]],
  ["1.26", [1, 26, 0]],
  ["v3.260.0-alpha.x1234", [3, 260, 0]],
])("%j is read as version %j", (text, version) => {
  expect(tryParseVersion(text)).toEqual(version);
});

test("a text without a version gives none", () => {
  expect(tryParseVersion("command not found")).toBeUndefined();
});

test("versions are compared by number, the first difference decides", () => {
  expect(atLeast([3, 221, 0], [3, 221, 0])).toBe(true);
  expect(atLeast([3, 1000, 0], [3, 221, 0])).toBe(true);
  expect(atLeast([4, 0, 0], [3, 221, 0])).toBe(true);
  expect(atLeast([3, 99, 9], [3, 221, 0])).toBe(false);
  expect(atLeast([2, 300, 0], [3, 221, 0])).toBe(false);
});
