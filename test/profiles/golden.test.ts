import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { yamlText } from "../../model/yaml-text.ts";
import { expectGolden } from "../expect-golden.ts";
import type { RenderedLayer } from "./render.ts";
import { specimens } from "./specimens.ts";

const golden = join(import.meta.dirname, "golden");

describe.each(specimens())("profile $name", ({ name, layers }) => {
  test("renders what its golden files show, layer by layer", () => {
    const actual = new Map(layers.map((layer, index) => [fileName(layer, index), text(layer)]));
    expectGolden(actual, join(golden, name));
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
