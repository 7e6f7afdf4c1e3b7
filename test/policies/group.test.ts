import { expect, it } from "vitest";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { groupFindings } from "../../policies/group.ts";

const finding = (subject: string, more: Partial<Diagnostic> = {}): Diagnostic => ({
  code: "FLT-SEC-006",
  severity: "error",
  message: "m",
  subjects: [subject],
  ...more,
});
const at = (line: string) => ({ file: "apps/retail/checkout.yaml", path: [line] });

it("makes equal findings of many sites one with all of them as subjects, each once", () => {
  expect(groupFindings([finding("a"), finding("b"), finding("a")])).toEqual([finding("a", { subjects: ["a", "b"] })]);
});

it("keeps findings apart that differ in code, severity, message, place or hint", () => {
  const different = [
    finding("a"),
    finding("a", { code: "FLT-SEC-007" }),
    finding("a", { severity: "warning" }),
    finding("a", { message: "n" }),
    finding("a", { at: at("image") }),
    finding("a", { at: at("tenant") }),
    finding("a", { hint: "h" }),
  ];
  expect(groupFindings(different)).toEqual(different);
});

it("keeps the order in which findings first came up", () => {
  const list = [finding("a", { message: "z" }), finding("b"), finding("c", { message: "z" })];
  expect(groupFindings(list).map(({ message, subjects }) => `${message} ${subjects}`)).toEqual(["z a,c", "m b"]);
});
