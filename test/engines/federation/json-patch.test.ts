import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jsonPatch } from "../../../engines/federation/json-patch.ts";
import type { Json } from "../../../model/json.ts";
import { patched } from "./patched.ts";

const seed = { seed: 20261129, numRuns: 500 };
/** As text has it: neither -0 nor a prototype. */
const value = fc
  .json({ maxDepth: 4 })
  .filter((text) => !text.includes("__proto__"))
  .map((text) => JSON.parse(JSON.stringify(JSON.parse(text))) as Json);

describe("A patch", () => {
  test("makes the one value into the other, whatever they are", { tags: "property" }, () => {
    fc.assert(
      fc.property(value, value, (before, after) => {
        expect(patched(before, jsonPatch(before, after))).toEqual(after);
      }),
      seed,
    );
  });

  test("of equal values is empty", { tags: "property" }, () => {
    fc.assert(
      fc.property(value, (each) => {
        expect(jsonPatch(each, structuredClone(each))).toEqual([]);
      }),
      seed,
    );
  });

  test("goes as deep as it can, and writes keys as pointers do", () => {
    expect(jsonPatch({ a: { "b/c": [{ d: 1, e: 2 }] } }, { a: { "b/c": [{ d: 3, f: 4 }] } })).toEqual([
      { operator: "replace", path: "/a/b~1c/0/d", value: 3 },
      { operator: "remove", path: "/a/b~1c/0/e" },
      { operator: "add", path: "/a/b~1c/0/f", value: 4 },
    ]);
  });

  test("replaces a list of another length as a whole", () => {
    expect(jsonPatch({ a: [1, 2] }, { a: [1] })).toEqual([{ operator: "replace", path: "/a", value: [1] }]);
  });
});
