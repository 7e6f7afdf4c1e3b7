import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { stringify } from "yaml";
import { fileName } from "../../compiler/emit/file-name.ts";
import { checkShape } from "../../compiler/shape.ts";
import type { KubernetesObject } from "../../model/manifest.ts";

/**
 * Holds objects against a folder with one file for each: changed, missing and extra files all show.
 * Every object must fit the schema of its kind. `UPDATE=1` writes the folder anew.
 */
export function expectTree(objects: readonly KubernetesObject[], folder: string): void {
  expect(
    objects.flatMap((object) => checkShape(object).map((fault) => ({ file: fileName(object), ...fault }))),
  ).toEqual([]);
  const actual = Object.fromEntries(
    objects.map((object) => [fileName(object), stringify(object, { aliasDuplicateObjects: false, lineWidth: 0 })]),
  );
  expect(Object.keys(actual), "two objects with one file name").toHaveLength(objects.length);
  if (process.env["UPDATE"]) write(actual, folder);
  expect(actual).toEqual(read(folder));
}

function read(folder: string): Record<string, string> {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

function write(files: Readonly<Record<string, string>>, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}
