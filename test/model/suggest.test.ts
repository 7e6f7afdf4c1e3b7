import { describe, expect, it } from "vitest";
import { suggest } from "../../model/suggest.ts";

describe("suggest", () => {
  it.each([
    ["sourceref", ["source", "sourceRef", "path"], "sourceRef"],
    ["intervall", ["interval", "retryInterval"], "interval"],
    ["lables", ["labels", "tables"], "labels"],
    ["spce", ["spec", "space"], "spec"],
    ["x", ["y"], "y"],
  ])("takes %s for a slip of one of %j", (word, candidates, expected) => {
    expect(suggest(word, candidates)).toBe(expected);
  });

  it.each([
    ["replicas", ["name", "image"]],
    ["ab", ["cd"]],
    ["anything", []],
  ])("has no answer when %s is far from all of %j", (word, candidates) => {
    expect(suggest(word, candidates)).toBeUndefined();
  });

  it("takes the first of two that are equally near", () => {
    expect(suggest("cat", ["bat", "car"])).toBe("bat");
  });
});
