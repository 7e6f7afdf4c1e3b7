import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { programHash } from "../../../compiler/load/program-hash.ts";
import { unitPackages, unitSources } from "../../../compiler/load/unit-cache.ts";

const root = resolve(import.meta.dirname, "../../..");
const folders = unitSources.map((folder) => resolve(root, "compiler/load", folder));

const texts = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => ({ file: join(folder, name), text: readFileSync(join(folder, name), "utf8") })),
);

test("What a site becomes is named by all sources that a compilation imports, with their packages", () => {
  const imports = texts.flatMap(({ file, text }) =>
    [...text.matchAll(/(?:\bfrom |\bimport ?\(?)"([\w@./-]+)"/g)].map(([, name = ""]) => ({ file, name })),
  );
  const outside = imports
    .filter(({ name }) => name.startsWith("."))
    .map(({ file, name }) => resolve(file, "..", name))
    .filter((target) => !folders.some((folder) => target.startsWith(folder)));
  expect(outside).toEqual([]);
  const packages = imports.map(({ name }) => name).filter((name) => !name.startsWith(".") && !name.startsWith("node:"));
  expect([...new Set(packages)].sort()).toEqual([...unitPackages]);
});

test("Other sources, and other packages, are another program", () => {
  const hashes = [
    programHash(["."], ["yaml"]),
    programHash(["."], ["yaml"]),
    programHash(["../lower"], ["yaml"]),
    programHash(["."], ["zod"]),
  ];
  expect(new Set(hashes).size).toBe(3);
  expect(hashes[0]).toBe(hashes[1]);
});
