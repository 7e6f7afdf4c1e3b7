import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { forgetValues } from "../../../../model/memo.ts";
import { credentialInSetting, credentialInText } from "../../../../policies/sec/credentials/credential.ts";
import { holdsCredential } from "../../../../policies/sec/credentials/credential-in-value.ts";
import { type FieldCase, fieldCases, fieldCredentials, fieldHarmless } from "./field-corpus.ts";

/** The tree that a text is, if it is one. Lines such as `root:x` are read as names, though no file of trees has them. */
function treeOf(text: string): readonly object[] {
  try {
    const tree: unknown = parse(text, { logLevel: "error" });
    return typeof tree === "object" && tree !== null ? [tree] : [];
  } catch {
    return [];
  }
}

function isFound({ name, text }: FieldCase): boolean {
  forgetValues();
  return credentialInSetting(name, text) !== undefined;
}

describe("Of the corpus of the field", () => {
  test.each([1, 2, 3])("at least 98 of 100 credentials are found, whatever their letters are (seed %i)", (seed) => {
    const all = fieldCredentials.flatMap((file) => fieldCases(file, seed));
    const missed = all.filter((each) => !isFound(each));
    expect(all.length).toBeGreaterThan(1200);
    expect(missed.length / all.length, missed.map(({ title }) => title).join("\n")).toBeLessThanOrEqual(0.02);
  });

  test.each([1, 2, 3])("at most one of 100 harmless texts is taken for a credential (seed %i)", (seed) => {
    const all = fieldHarmless.flatMap((file) => fieldCases(file, seed));
    const taken = all.filter(isFound);
    expect(all.length).toBeGreaterThan(900);
    expect(taken.length / all.length, taken.map(({ title }) => title).join("\n")).toBeLessThanOrEqual(0.01);
  });

  // As the values of a chart, the parameters of a site and the fields of an object have them: nothing is a text there.
  test("as many are found where a file is read into a tree of values", () => {
    const trees = (files: readonly string[]) =>
      files
        .flatMap((file) => fieldCases(file, 1))
        .flatMap(({ title, text }) => treeOf(text).map((tree) => ({ title, tree })));
    const isHeld = ({ tree }: { readonly tree: object }) => {
      forgetValues();
      return holdsCredential(tree, "");
    };
    const credentials = trees(fieldCredentials);
    const missed = credentials.filter((each) => !isHeld(each));
    expect(credentials.length).toBeGreaterThan(250);
    expect(missed.length / credentials.length, missed.map(({ title }) => title).join("\n")).toBeLessThanOrEqual(0.05);
    const harmless = trees(fieldHarmless);
    expect(harmless.length).toBeGreaterThan(350);
    expect(harmless.filter(isHeld).map(({ title }) => title)).toEqual([]);
  });

  // Lines that other servers' texts had before are not looked at again, and those around must say as much as before.
  test("as many are found in a long text that was harmless before, but for files that only their name gives away", () => {
    const lines = Array.from({ length: 60 }, (_, index) => `setting${index}: ${"value ".repeat(3)}`);
    const all = fieldCredentials.flatMap((file) => fieldCases(file, 1));
    const known = all.filter(({ text }) => {
      forgetValues();
      return credentialInText(text) !== undefined;
    });
    const missed = known.filter(({ text }) => {
      forgetValues();
      expect(credentialInText(lines.join("\n"))).toBeUndefined();
      return credentialInText(lines.toSpliced(20, 0, "", ...text.split("\n"), "").join("\n")) === undefined;
    });
    expect(missed.length / known.length, missed.map(({ title }) => title).join("\n")).toBeLessThanOrEqual(0.02);
  });
});
