/** Finds the source files of the program. */

import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { SourceFile } from "./file-map.ts";

/** Folders of the program, in the order in which they build on each other. */
const folders = [
  "model",
  "constructs",
  "engines",
  "policies",
  "profiles",
  "compiler",
  "git",
  "oci",
  "pipeline",
  "enroll",
  "stacks",
  "cli",
  "report",
  "api",
  "bin",
  "packaging",
  "lab",
  "bench",
  "docs/generator",
  "docs/site",
] as const;

/** Sources by folder and path, the files of a folder before those of its own folders. */
export function sourceFiles(root: string): readonly SourceFile[] {
  return folders
    .flatMap((folder) => below(join(root, folder)))
    .map((file) => ({ path: relative(root, file).split(sep).join("/"), text: readFileSync(file, "utf8") }));
}

function below(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  const files = entries.filter((entry) => entry.isFile() && /\.(tsx?|mjs)$/.test(entry.name));
  const inner = entries.filter((entry) => entry.isDirectory() && entry.name !== "node_modules");
  return [...files.map(({ name }) => join(folder, name)), ...inner.flatMap(({ name }) => below(join(folder, name)))];
}
