import { relative } from "node:path";
import { expect, TestRunner } from "vitest";
import type { GoldenChange } from "./golden-summary.ts";
import { needlessFiles, readTree, type Tree, writeTree } from "./stored-tree.ts";

/**
 * Holds a tree against the one that a folder below `golden/` stands for: changed, missing and extra files all show.
 * `UPDATE=1` makes the folder stand for the tree; a summary at the end of the run tells how many files differ.
 */
export function expectGolden(actual: Tree, folder: string): void {
  if (process.env["UPDATE"]) update(actual, folder);
  const expected = readTree(folder);
  expect([...expected.keys()], `files of ${folder}; UPDATE=1 writes them`).not.toEqual([]);
  const wrong = pathsOf(actual, expected).filter((path) => actual.get(path) !== expected.get(path));
  const only = (tree: Tree) => Object.fromEntries([...tree].filter(([path]) => wrong.includes(path)));
  expect(only(actual), relative(process.cwd(), folder)).toEqual(only(expected));
  expect(needlessFiles(folder), `${folder} repeats its base; UPDATE=1 fixes it`).toEqual([]);
}

function update(actual: Tree, folder: string): void {
  const before = readTree(folder);
  const paths = pathsOf(actual, before);
  const change: GoldenChange = {
    folder: relative(process.cwd(), folder),
    added: paths.filter((path) => !before.has(path)).length,
    changed: paths.filter((path) => before.has(path) && actual.has(path) && before.get(path) !== actual.get(path))
      .length,
    removed: paths.filter((path) => !actual.has(path)).length,
  };
  writeTree(actual, folder, folder.slice(0, folder.lastIndexOf("/golden/") + "/golden".length));
  const meta = TestRunner.getCurrentTest()?.meta;
  if (meta) meta.golden = [...(meta.golden ?? []), change];
}

function pathsOf(...trees: readonly Tree[]): string[] {
  return [...new Set(trees.flatMap((tree) => [...tree.keys()]))];
}
