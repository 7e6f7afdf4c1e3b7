import { expect } from "vitest";
import { stringify } from "yaml";
import { fileName } from "../../compiler/emit/file-name.ts";
import { validateObject } from "../../compiler/validate-object.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { expectGolden } from "../expect-golden.ts";

/** Holds objects against a golden folder with one file for each. Every object must fit the schema of its kind. */
export function expectTree(objects: readonly KubernetesObject[], folder: string): void {
  expect(
    objects.flatMap((object) => validateObject(object).map((violation) => ({ file: fileName(object), ...violation }))),
  ).toEqual([]);
  const actual = new Map(
    objects.map((object) => [fileName(object), stringify(object, { aliasDuplicateObjects: false, lineWidth: 0 })]),
  );
  expect([...actual.keys()], "two objects with one file name").toHaveLength(objects.length);
  expectGolden(actual, folder);
}
