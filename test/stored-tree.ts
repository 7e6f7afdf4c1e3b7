import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { filesBelow } from "./files-below.ts";

/** Texts of files by their path in the tree. */
export type Tree = ReadonlyMap<string, string>;

/** Stands in the folder of a tree that is stored as what differs from another one. */
const DIFFERENCES = "differences.json";

interface Differences {
  /** The folder of the other tree, seen from this one. */
  readonly base: string;
  /** Files of the other tree that this one has not. Those that it has beside them, or with another text, lie here. */
  readonly without: readonly string[];
}

/** The whole tree that a folder stands for, also where it holds the differences from another one alone. */
export function readTree(folder: string): Tree {
  const files = filesBelow(folder);
  const differences = readDifferences(files);
  if (differences === undefined) return files;
  files.delete(DIFFERENCES);
  const whole = new Map([...readTree(join(folder, differences.base)), ...files]);
  for (const path of differences.without) whole.delete(path);
  return whole;
}

/** Files that a folder repeats from its base, or leaves out though the base has none such: left by a change of the base. */
export function needlessFiles(folder: string): string[] {
  const files = filesBelow(folder);
  const differences = readDifferences(files);
  if (differences === undefined) return [];
  const base = readTree(join(folder, differences.base));
  const repeated = [...files].filter(([path, text]) => base.get(path) === text).map(([path]) => path);
  return [...repeated, ...differences.without.filter((path) => !base.has(path) || files.has(path))];
}

/**
 * Makes a folder stand for a tree, in the form that it has: whole, or as differences. Trees that differ from this one
 * keep what they stand for. Files that need no change are not touched.
 * @param root folder above all trees that may differ from this one
 */
export function writeTree(tree: Tree, folder: string, root: string): void {
  const dependents = dependentsOf(folder, root).map((dependent) => ({ dependent, whole: readTree(dependent) }));
  const old = filesBelow(folder);
  const stored = storedForm(tree, folder, readDifferences(old));
  for (const path of old.keys()) if (!stored.has(path)) rmSync(join(folder, path));
  for (const [path, text] of stored) {
    if (old.get(path) === text) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  for (const { dependent, whole } of dependents) writeTree(whole, dependent, root);
}

function storedForm(tree: Tree, folder: string, differences: Differences | undefined): Tree {
  if (differences === undefined) return tree;
  const { base } = differences;
  const other = readTree(join(folder, base));
  const without = [...other.keys()].filter((path) => !tree.has(path)).sort();
  const own = [...tree].filter(([path, text]) => other.get(path) !== text);
  return new Map([...own, [DIFFERENCES, `${JSON.stringify({ base, without }, null, 2)}\n`]]);
}

function readDifferences(files: Tree): Differences | undefined {
  const text = files.get(DIFFERENCES);
  return text === undefined ? undefined : (JSON.parse(text) as Differences);
}

function dependentsOf(folder: string, root: string): string[] {
  const paths = [...filesBelow(root).keys()].filter((path) => path.endsWith(`/${DIFFERENCES}`));
  return paths
    .map((path) => join(root, dirname(path)))
    .filter((dependent) => {
      const { base } = JSON.parse(readFileSync(join(dependent, DIFFERENCES), "utf8")) as Differences;
      return relative(join(dependent, base), folder) === "";
    });
}
