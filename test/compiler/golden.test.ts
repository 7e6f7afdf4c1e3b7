import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { allFiles, compileFleet } from "../compile-fleet.ts";
import { filesBelow } from "../files-below.ts";

const golden = join(import.meta.dirname, "../golden");
const cases = readdirSync(golden, { withFileTypes: true }).filter((entry) => entry.isDirectory());

test.each(cases.map((entry) => entry.name))("The fleet of case %s becomes its golden trees, file by file", (name) => {
  const { loaded, result, contents } = compileFleet(join(golden, name, "fleet"));
  expect([...loaded.diagnostics, ...result.diagnostics]).toEqual([]);
  const actual = allFiles(contents);
  const folder = join(golden, name, "repositories");
  if (process.env["UPDATE"]) {
    rmSync(folder, { recursive: true, force: true });
    for (const [path, text] of actual) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  }
  const expected = filesBelow(folder);
  expect([...actual.keys()].sort()).toEqual([...expected.keys()].sort());
  for (const [path, text] of expected) expect(actual.get(path), path).toBe(text);
});
