import { describe, expect, it } from "vitest";
import { editText } from "../../compiler/mend/edit-text.ts";
import { rules } from "../../policies/rules.ts";
import { runExample } from "./run-example.ts";

describe.each(rules.map((rule) => [rule.id, rule] as const))("the examples of %s", (_, rule) => {
  it("show a violation in the bad one", () => {
    const codes = runExample(rule.scope, [rule], rule.bad).map((each) => each.code);
    expect(new Set(codes)).toEqual(new Set([rule.id]));
  });

  it("tell what to do about each violation", () => {
    const silent = runExample(rule.scope, [rule], rule.bad).filter(({ hint = "" }) => hint.trim() === "");
    expect(silent).toEqual([]);
  });

  it("show nothing that any rule of the kind objects to in the good one", () => {
    expect(runExample(rule.scope, rules, rule.good)).toEqual([]);
  });

  it("have no violation where their mends were made", () => {
    const found = runExample(rule.scope, [rule], rule.bad).flatMap(({ mend }) => mend?.edits ?? []);
    if (found.length === 0) return expect(found).toEqual([]);
    const mended = rule.bad.split(/^---\n/m).map((document) => {
      const [, file] = /^# (\S+)/.exec(document) ?? [];
      const own = found.filter(({ at }) => at.file === file);
      const { text, made } = editText(document, own);
      expect(made).toHaveLength(own.length);
      return text;
    });
    expect(runExample(rule.scope, [rule], mended.join("---\n"))).toEqual([]);
  });

  it("start with a comment that says what they are", () => {
    expect(rule.bad).toMatch(/^# /);
    expect(rule.good).toMatch(/^# /);
    expect(rule.bad.endsWith("\n") && rule.good.endsWith("\n")).toBe(true);
  });
});
