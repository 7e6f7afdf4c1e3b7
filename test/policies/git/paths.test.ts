import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { folderSize } from "../../../policies/git/folder-size.ts";
import { oneFile } from "../../../policies/git/one-file.ts";

/** Few names, so that the same path and the same folder come up again and again, in any order. */
const path = fc
  .array(fc.constantFrom("a", "A", "b", "ab"), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join("/"));
const paths = fc.array(path, { maxLength: 8 });

describe("the paths of a repository", () => {
  it("are found to repeat or to be folders exactly when a look at all pairs finds it", { tags: "property" }, () => {
    fc.assert(
      fc.property(paths, (list) => {
        const lower = list.map((each) => each.toLowerCase());
        const repeated = lower.filter((each, index) => lower.indexOf(each) < index).length;
        const folders = lower.filter((each) => lower.some((other) => other.startsWith(`${each}/`))).length;
        const found = oneFile.check({ construct: "x", paths: list }).map(({ message }) => message);
        expect(found.filter((message) => /twice|case/.test(message))).toHaveLength(repeated);
        expect(found.filter((message) => /folder/.test(message))).toHaveLength(folders);
      }),
      { numRuns: 1000 },
    );
  });

  it("are checked alike as paths and as folders with names", { tags: "property" }, () => {
    fc.assert(
      fc.property(paths, (list) => {
        const folders = list.map((each) => {
          const slash = Math.max(0, each.lastIndexOf("/"));
          return { path: each.slice(0, slash), names: [each.slice(slash === 0 ? 0 : slash + 1)] };
        });
        expect(oneFile.check({ construct: "x", folders })).toEqual(oneFile.check({ construct: "x", paths: list }));
      }),
    );
  });

  it("count as entries of their folder in any order", () => {
    const list = Array.from({ length: 3001 }, (_, index) => [`z/s${index}/a`, `y/f${index}`]).flat();
    const shuffled = list.toSorted((a, b) => (a.slice(3) < b.slice(3) ? -1 : 1));
    for (const each of [list, shuffled]) {
      const found = folderSize.check({ construct: "x", paths: each }).map(({ message }) => message);
      expect(found.toSorted()).toEqual(
        ["y", "z"].map((folder) => `folder ${folder} has 3001 entries, expected at most 3000`),
      );
    }
  });
});
