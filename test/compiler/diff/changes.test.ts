import { describe, expect, test } from "vitest";
import { fileChanges, type RenderedFleet } from "../../../compiler/diff/changes.ts";
import { blobId } from "../../../model/git-object.ts";
import { isDerived } from "../../../model/layout.ts";

/** Repositories with the texts of their files; the owner is the first folder of the path. */
function rendered(repositories: Readonly<Record<string, Readonly<Record<string, string>>>>): RenderedFleet {
  return new Map(
    Object.entries(repositories).map(([name, files]) => [
      name,
      new Map(
        Object.entries(files).map(([path, text]) => {
          return [path, { text, id: blobId(text), construct: path.split("/")[0] as string }];
        }),
      ),
    ]),
  );
}

describe("the changes between two renderings", () => {
  test.each([
    ["of equal files are none", { a: { "x/1": "one" } }, { a: { "x/1": "one" } }, []],
    ["hold a new file", { a: {} }, { a: { "x/1": "one" } }, [["a", "x/1", undefined, "one"]]],
    ["hold a file that goes", { a: { "x/1": "one" } }, { a: {} }, [["a", "x/1", "one", undefined]]],
    ["hold a file with another text", { a: { "x/1": "one" } }, { a: { "x/1": "two" } }, [["a", "x/1", "one", "two"]]],
    ["hold all files of a new repository", {}, { a: { "x/1": "one" } }, [["a", "x/1", undefined, "one"]]],
    ["hold all files of one that goes", { a: { "x/1": "one" } }, {}, [["a", "x/1", "one", undefined]]],
    [
      "hold a moved file as one that goes and one that comes",
      { a: { "x/1": "one" } },
      { b: { "x/1": "one" } },
      [
        ["a", "x/1", "one", undefined],
        ["b", "x/1", undefined, "one"],
      ],
    ],
    [
      "come in the order of repositories and paths, whatever the order of the two",
      { b: {}, a: { "x/2": "two" } },
      { b: { "y/1": "three", "x/9": "four" }, a: { "x/2": "2", "x/1": "one" } },
      [
        ["a", "x/1", undefined, "one"],
        ["a", "x/2", "two", "2"],
        ["b", "x/9", undefined, "four"],
        ["b", "y/1", undefined, "three"],
      ],
    ],
  ] as const)("%s", (_, base, head, wanted) => {
    const found = fileChanges(rendered(base), rendered(head));
    expect(found.map(({ repository, path, before, after }) => [repository, path, before, after])).toEqual(wanted);
  });

  // `diff` announced that all clusters of a renamed region would be deleted, and nothing at all happened to them.
  test("of a repository that nobody writes any more delete nothing: its clusters go on following it", () => {
    const orphaned = (head: Readonly<Record<string, Readonly<Record<string, string>>>>) =>
      fileChanges(rendered({ a: { "x/1": "one" } }), rendered(head)).map(({ isOrphaned }) => isOrphaned);
    expect(orphaned({})).toEqual([true]);
    expect(orphaned({ a: {} })).toEqual([false]);
  });

  test("belong to who owns the file now, or owned it at last", () => {
    const one = (path: string, text: string, construct: string): RenderedFleet =>
      new Map([["a", new Map([[path, { text, id: blobId(text), construct }]])]]);
    const owners = (base: RenderedFleet, head: RenderedFleet) =>
      fileChanges(base, head).map(({ construct }) => construct);
    expect(owners(one("x", "1", "before"), one("x", "2", "after"))).toEqual(["after"]);
    expect(owners(one("x", "1", "before"), new Map())).toEqual(["before"]);
  });
});

test.each([
  ["sites/a/b/30-cilium/kustomization.yaml", true],
  [".flotilla/inventory.json", true],
  ["README.md", true],
  ["sites/a/b/30-cilium/configmap_a_b.yaml", false],
  ["hub/delivery/kustomization_flux-system_root.yaml", false],
  ["hosts/4c4c/README.md", false],
])("Whether %s says nothing that other files do not: %s", (path, derived) => {
  expect(isDerived(path)).toBe(derived);
});
