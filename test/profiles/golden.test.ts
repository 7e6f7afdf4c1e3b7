import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { yamlText } from "../../model/yaml-text.ts";
import type { RenderedLayer } from "./render.ts";
import { specimens } from "./specimens.ts";

const golden = join(import.meta.dirname, "golden");

describe.each(specimens())("profile $name", ({ name, layers }) => {
  test("renders what its golden files show, layer by layer", () => {
    const actual = Object.fromEntries(layers.map((layer, index) => [fileName(layer, index), text(layer)]));
    const folder = join(golden, name);
    if (process.env["UPDATE"]) write(actual, folder);
    expect(actual).toEqual(read(folder));
  });
});

test("no golden folder is left of a profile that is gone", () => {
  expect(readdirSync(golden).sort()).toEqual(
    specimens()
      .map(({ name }) => name)
      .sort(),
  );
});

function fileName({ category, name }: RenderedLayer, index: number): string {
  return `${index + 1}-${category}-${name}.yaml`;
}

/** All objects of a layer, then its charts. */
function text({ objects, releases }: RenderedLayer): string {
  return [...objects, ...releases.map((release) => ({ chart: release }))].map(yamlText).join("---\n");
}

function read(folder: string): Record<string, string> {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

function write(files: Readonly<Record<string, string>>, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
}
