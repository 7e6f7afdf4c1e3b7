import { describe, expect, test } from "vitest";
import { patchKey, patchOf } from "../../../compiler/diff/patch.ts";

const lines = (...all: readonly (string | number)[]) => all.map((line) => `${line}\n`).join("");

describe("a patch", () => {
  test.each([
    ["of equal texts is empty", lines(1, 2), lines(1, 2), []],
    ["of a new file is its lines", undefined, lines(1, 2), ["+1", "+2"]],
    ["of a file that goes is its lines", lines(1, 2), undefined, ["-1", "-2"]],
    [
      "has two lines around a change",
      lines(1, 2, 3, 4, 5, 6, 7),
      lines(1, 2, 3, "four", 5, 6, 7),
      [" 2", " 3", "-4", "+four", " 5", " 6"],
    ],
    [
      "has a mark between changes that are far apart",
      lines("a", 1, 2, 3, 4, 5, 6, "b"),
      lines("A", 1, 2, 3, 4, 5, 6, "B"),
      ["-a", "+A", " 1", " 2", "@@", " 5", " 6", "-b", "+B"],
    ],
    ["does not tell of a missing line feed at the end", "1\n2", "1\n3", [" 1", "-2", "+3"]],
    [
      "leaves identity labels out, which differ from site to site",
      lines("  labels:", "    flotilla.dev/site: a", "    app: x"),
      lines("  labels:", "    flotilla.dev/site: b", "    app: y"),
      ["   labels:", "-    app: x", "+    app: y"],
    ],
    [
      "keeps other labels of the same domain",
      lines("    flotilla.dev/tenant: a"),
      lines("    flotilla.dev/tenant: b"),
      ["-    flotilla.dev/tenant: a", "+    flotilla.dev/tenant: b"],
    ],
  ] as const)("%s", (_, before, after, wanted) => {
    expect(patchOf(before, after)).toEqual(wanted);
  });
});

test("Two patches count as one change when their changed lines are the same, whatever stands around them", () => {
  const here = patchOf(lines("a", "old", "b"), lines("a", "new", "b"));
  const there = patchOf(lines("x", "old", "y"), lines("x", "new", "y"));
  const other = patchOf(lines("a", "old", "b"), lines("a", "newer", "b"));
  expect(patchKey(here)).toBe(patchKey(there));
  expect(patchKey(other)).not.toBe(patchKey(here));
});

// The rules refuse such a change, and the lines stood in the comment on it all the same.
test("Lines with a credential are not shown, be it new or old", () => {
  const value = `Zx9${"qLw7Tt2Rk5"}`;
  const before = "a: 1\nb: 2\n";
  const after = `a: 1\nDB_PASSWORD: ${value}\nb: 2\n`;
  for (const patch of [patchOf(before, after), patchOf(after, before), patchOf(undefined, after)]) {
    expect(patch).toEqual([expect.stringMatching(/^\+# \d lines not shown: a password$/)]);
  }
});
