import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect } from "vitest";
import type { TextFile } from "../../model/manifest.ts";

/**
 * Holds files against a folder that mirrors their paths: changed, missing and extra ones all show.
 * `UPDATE=1` writes the folder anew.
 */
export function expectFiles(files: readonly TextFile[], folder: string): void {
  const actual = Object.fromEntries(files.map(({ path, text }) => [path, text]));
  expect(Object.keys(actual), "two files with one path").toHaveLength(files.length);
  if (process.env["UPDATE"]) write(actual, folder);
  expect(actual).toEqual(read(folder));
}

function read(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    paths.map((path) => [relative(folder, path).replaceAll("\\", "/"), readFileSync(path, "utf8")]),
  );
}

function write(files: Readonly<Record<string, string>>, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
