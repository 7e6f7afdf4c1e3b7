import { expect, test } from "vitest";
import { problemOf } from "../../lab/pulumi-programs.ts";

test.each([
  ["v3.221.0\n", true, undefined],
  ["v3.300.1\n", true, undefined],
  ["v3.220.9\n", true, "it is v3.220.9, and 3.221.0 or newer is needed"],
  ["v3.300.1\n", false, "pulumi-language-nodejs is neither beside it nor on PATH"],
  ["cannot execute\n", true, '`pulumi version` says "cannot execute" instead of a version'],
])("a Pulumi that answers %j, with a language host: %j, has the problem %j", (answer, hasHost, problem) => {
  expect(problemOf(answer, hasHost)).toBe(problem);
});
