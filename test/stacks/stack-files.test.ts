import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };

const root = join(import.meta.dirname, "../..");

test("the centre and every region of the sample fleet have a stack, all alike", () => {
  const below = readdirSync(join(root, "sites"), { withFileTypes: true });
  const regions = below.filter(({ name }) => existsSync(join(root, "sites", name, "region.yaml")));
  const names = [...regions.map(({ name }) => name), "centre"].sort();
  const files = readdirSync(join(root, "stacks")).filter((name) => name.startsWith("Pulumi."));
  expect(files).toEqual(names.map((name) => `Pulumi.${name}.yaml`));
  const texts = new Set(files.map((name) => readFileSync(join(root, "stacks", name), "utf8")));
  expect(texts.size).toBe(1);
  expect(load([...texts][0] ?? "")).toMatchObject({ config: { "flotilla:to": "out/repos" } });
});

/**
 * Pulumi takes `default` before `require` and `import` (@pulumi/pulumi cmd/run), Node the first that fits. Built files are for
 * fleets, which import the package; the clone has none of them.
 */
test("in the clone Pulumi finds the program by the exports, and Node never does", () => {
  const main = manifest.exports["."];
  expect(main.default).toBe("./stacks/index.ts");
  expect(existsSync(join(root, main.default))).toBe(true);
  expect(Object.keys(main)).toEqual(["types", "import", "require", "default"]);
  expect([main.import, main.require]).toEqual(["./dist/api/flotilla.js", "./dist/api/flotilla.js"]);
});
