import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { allFiles, compileFleet } from "../compile-fleet.ts";
import { expectGolden } from "../expect-golden.ts";

const golden = join(import.meta.dirname, "../golden");
const cases = readdirSync(golden, { withFileTypes: true }).filter((entry) => entry.isDirectory());

test.each(cases.map((entry) => entry.name))("The fleet of case %s becomes its golden trees, file by file", (name) => {
  const { loaded, result, contents } = compileFleet(join(golden, name, "fleet"));
  // An app with ports is put at edge nodes to see it there.
  const found = [...loaded.diagnostics, ...result.diagnostics].filter(({ code }) => code !== "FLT-CAP-027");
  expect(found).toEqual([]);
  expectGolden(allFiles(contents), join(golden, name, "repositories"));
});

// kubectl (apimachinery, util/yaml, GuessJSONStream) reads a file whose first character is `{` as JSON.
test.each(cases.map((entry) => entry.name))("No file of case %s begins as JSON does, whatever reads it", (name) => {
  const files = [...allFiles(compileFleet(join(golden, name, "fleet")).contents)];
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter(([path, text]) => !path.endsWith(".json") && /^\s*[{[]/.test(text))).toEqual([]);
});
