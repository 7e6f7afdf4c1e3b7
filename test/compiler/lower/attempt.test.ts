import { expect, test } from "vitest";
import { attempt } from "../../../compiler/lower/attempt.ts";
import type { Diagnostic } from "../../../model/diagnostic.ts";

test("A step that succeeds gives its result, also when that is nothing", () => {
  const errors: Diagnostic[] = [];
  const run = attempt(errors);
  expect(run("panji/guangdong/hub", () => "unit")).toEqual(["unit"]);
  expect(run("panji/guangdong/hub", () => undefined)).toEqual([undefined]);
  expect(errors).toEqual([]);
});

test.each([
  [new TypeError("x is not a function"), "TypeError: x is not a function"],
  ["out of addresses", "out of addresses"],
])("A step that throws %j is reported with its construct and the next one runs", (thrown, reason) => {
  const errors: Diagnostic[] = [];
  const run = attempt(errors);
  const fail = () => {
    throw thrown;
  };
  expect(run("panji/guangdong/sz/sz-01", fail)).toEqual([]);
  expect(run("panji/guangdong/sz/sz-02", () => "unit")).toEqual(["unit"]);
  expect(errors).toMatchObject([
    {
      code: "lower/failed",
      severity: "error",
      message: `manifests could not be made: ${reason}`,
      subjects: ["panji/guangdong/sz/sz-01"],
    },
  ]);
});
