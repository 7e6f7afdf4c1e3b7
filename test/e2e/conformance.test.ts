import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { kindOf, rejectionLine } from "../../lab/conformance/report.ts";
import { type Conformance, runConformance } from "../../lab/conformance/run.ts";

const clone = join(import.meta.dirname, "..", "..");
let conformance: Conformance;

beforeAll(async () => {
  conformance = await runConformance(clone);
});

test("A real API server accepts every manifest of the sample fleet with strict validation", () => {
  const rejected = conformance.results.filter(({ rejection }) => rejection !== undefined);
  expect(rejected.map(rejectionLine)).toEqual([]);
  expect(conformance.results.length).toBeGreaterThan(1000);
});

test("No manifest is written by the API server in another way than we wrote it", () => {
  const changed = conformance.results.flatMap(({ emitted, differences }) =>
    differences.changed.map((path) => `${emitted.file}: ${path}`),
  );
  expect(changed).toEqual([]);
});

test("Applying an object again changes nothing, whatever its kind", () => {
  expect([...conformance.nonIdempotent]).toEqual([]);
});

test("docs/conformance.md has a row for every kind that the sample fleet emits", () => {
  const page = readFileSync(join(clone, "docs", "conformance.md"), "utf8");
  const rows = new Set([...page.matchAll(/^\| (\w+) \| (\S+) \|/gm)].map(([, kind, version]) => `${version} ${kind}`));
  expect([...new Set(conformance.results.map(kindOf))].filter((kind) => !rows.has(kind))).toEqual([]);
});
