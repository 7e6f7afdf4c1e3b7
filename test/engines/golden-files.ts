import { expect } from "vitest";
import type { TextFile } from "../../model/manifest.ts";
import { expectGolden } from "../expect-golden.ts";

/** Holds files against a golden folder that mirrors their paths. */
export function expectFiles(files: readonly TextFile[], folder: string): void {
  const actual = new Map(files.map(({ path, text }) => [path, text]));
  expect([...actual.keys()], "two files with one path").toHaveLength(files.length);
  expectGolden(actual, folder);
}
