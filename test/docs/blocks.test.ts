import { expect, test } from "vitest";
import { blocksOf, notSaid, stepsOf } from "./blocks.ts";

test("A block is known by the line of its fence, its language and what stands behind it", () => {
  const page = "# A\n\n```sh exit 2\nfalse\n```\n\n```text\nno\n```\n";
  expect(blocksOf(page)).toEqual([
    { line: 3, language: "sh", info: "exit 2", text: "false\n" },
    { line: 7, language: "text", info: "", text: "no\n" },
  ]);
});

test("A step has what is shown between it and the next one, and no file", () => {
  const page = "```sh\na\n```\n\n```yaml\nb: 1\n```\n\n```text\nc\n```\n\n```sh\nd\n```\n";
  expect(stepsOf(blocksOf(page)).map(({ text, shown }) => [text, shown])).toEqual([
    ["a\n", ["c\n"]],
    ["d\n", []],
  ]);
});

test("The sums of a check may grow, and its other figures may not", () => {
  expect(
    notSaid("no findings: 1 site, 205 objects, 113 rules\n", "no findings: 1 site, 211 objects, 114 rules\n"),
  ).toBeUndefined();
  expect(
    notSaid("no findings: 1 site, 205 objects, 113 rules\n", "no findings: 2 sites, 205 objects, 113 rules\n"),
  ).toBeDefined();
});

const output = "a\nb\nnorth: 0123456789ab unchanged\nc\nd\n";

test.each([
  ["lines that follow each other", "a\nb\n"],
  ["parts in their order with others between them", "a\n...\nc\nd\n"],
  ["a commit of another name", "north: ba9876543210 unchanged\n"],
])("What a page shows is found: %s", (_, shown) => {
  expect(notSaid(shown, output)).toBeUndefined();
});

test.each([
  ["a line that is not there", "a\nx\n", "a\nx"],
  ["lines with others between them", "a\nc\n", "a\nc"],
  ["parts in another order", "c\n...\na\n", "a"],
  ["a line that is longer", "b\nnorth: 0123456789ab unchanged now\n", "b\nnorth: <commit> unchanged now"],
])("What a page shows is missed: %s", (_, shown, missed) => {
  expect(notSaid(shown, output)).toBe(missed);
});
