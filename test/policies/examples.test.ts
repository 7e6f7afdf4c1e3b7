import { describe, expect, it } from "vitest";
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

  it("start with a comment that says what they are", () => {
    expect(rule.bad).toMatch(/^# /);
    expect(rule.good).toMatch(/^# /);
    expect(rule.bad.endsWith("\n") && rule.good.endsWith("\n")).toBe(true);
  });
});
