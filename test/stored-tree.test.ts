import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { expectGolden } from "./expect-golden.ts";
import { filesBelow } from "./files-below.ts";
import { goldenSummary } from "./golden-summary.ts";
import { needlessFiles, readTree, writeTree } from "./stored-tree.ts";

const flux = new Map([
  ["README.md", "Flux\n"],
  ["hosts/a.yaml", "host: a\n"],
  ["hub/kustomization.yaml", "kind: Kustomization\n"],
]);
const argocd = new Map([
  ["README.md", "Argo CD\n"],
  ["hosts/a.yaml", "host: a\n"],
  ["hub/application.yaml", "kind: Application\n"],
]);

let root: string;
const at = (name: string) => join(root, "golden", name);
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "stored-tree-"));
  writeTree(flux, at("flux"), root);
  mkdirSync(at("argocd"));
  writeFileSync(join(at("argocd"), "differences.json"), '{ "base": "../flux", "without": [] }');
  writeTree(argocd, at("argocd"), root);
});
afterEach(() => rmSync(root, { recursive: true }));

const differences = (...without: string[]) => `${JSON.stringify({ base: "../flux", without }, null, 2)}\n`;

describe("a tree that is stored as what differs from another", () => {
  test("has files for what is other or new alone, and a list of what is not there", () => {
    expect(Object.fromEntries(filesBelow(at("argocd")))).toEqual({
      "README.md": "Argo CD\n",
      "hub/application.yaml": "kind: Application\n",
      "differences.json": differences("hub/kustomization.yaml"),
    });
  });

  test("is read whole", () => {
    expect(Object.fromEntries(readTree(at("argocd")))).toEqual(Object.fromEntries(argocd));
  });

  test("stays what it is when the other one is rewritten", () => {
    const next = new Map([
      ["README.md", "Argo CD\n"],
      ["hosts/b.yaml", "host: b\n"],
    ]);
    writeTree(next, at("flux"), root);
    expect(Object.fromEntries(readTree(at("flux")))).toEqual(Object.fromEntries(next));
    expect(Object.fromEntries(readTree(at("argocd")))).toEqual(Object.fromEntries(argocd));
    expect(Object.fromEntries(filesBelow(at("argocd")))).toEqual({
      "hosts/a.yaml": "host: a\n",
      "hub/application.yaml": "kind: Application\n",
      "differences.json": differences("hosts/b.yaml"),
    });
  });

  test("is untidy where it repeats the other one, or leaves out what that has not, until it is rewritten", () => {
    expect(needlessFiles(at("argocd"))).toEqual([]);
    writeFileSync(join(at("argocd"), "differences.json"), differences("hub/gone.yaml", "hub/kustomization.yaml"));
    mkdirSync(join(at("argocd"), "hosts"));
    writeFileSync(join(at("argocd"), "hosts/a.yaml"), "host: a\n");
    expect(needlessFiles(at("argocd"))).toEqual(["hosts/a.yaml", "hub/gone.yaml"]);
    writeTree(argocd, at("argocd"), root);
    expect(needlessFiles(at("argocd"))).toEqual([]);
  });
});

// The trees are not rewritten here when the run has UPDATE=1: it is for the real ones.
describe.skipIf(process.env["UPDATE"])("a tree that is not the golden one is refused", () => {
  test.each([
    ["a changed file", [...argocd, ["hosts/a.yaml", "host: b\n"]]],
    ["a missing file", [...argocd].slice(1)],
    ["an extra file", [...argocd, ["hub/extra.yaml", ""]]],
    ["a file that only the other tree has", [...argocd, ["hub/kustomization.yaml", "kind: Kustomization\n"]]],
  ] as const)("for %s", (_, files) => {
    expect(() => expectGolden(new Map(files), at("argocd"))).toThrow(/golden/);
    expectGolden(argocd, at("argocd"));
  });

  test("where nothing is stored, even for an empty tree", () => {
    expect(() => expectGolden(new Map(), at("nothing"))).toThrow("UPDATE=1");
  });
});

describe("the summary of a rewrite", () => {
  const change = (folder: string, added: number, changed = 0, removed = 0) => ({ folder, added, changed, removed });

  test("tells the trees that differ, those with most files first", () => {
    expect(goldenSummary([change("a", 1), change("b", 0), change("c", 1, 2, 3)])).toBe(
      [
        "Golden trees: 3 compared, 2 rewritten",
        "  c: 1 files added, 2 changed, 3 removed",
        "  a: 1 files added, 0 changed, 0 removed",
      ].join("\n"),
    );
  });

  test("has at most twenty lines, the last for all others", () => {
    const lines = goldenSummary(Array.from({ length: 50 }, (_, index) => change(`${index}`, 1, 1))).split("\n");
    expect(lines).toHaveLength(20);
    expect(lines.at(-1)).toBe("  32 more: 32 files added, 32 changed, 0 removed");
  });
});
