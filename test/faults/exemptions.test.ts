import { describe, expect, test } from "vitest";
import { endingDiagnostic, exemptionDiagnostic } from "../../policies/exemption-diagnostic.ts";
import { rules } from "../../policies/rules.ts";

const base = {
  rule: "FLT-CAP-006",
  construct: "panji/guangdong",
  reason: "agreed with the owner",
  owner: "a",
  ticket: "b",
  granted: "2026-09-01",
  expires: "2026-12-31",
};
const refused = (own: Partial<typeof base>) => exemptionDiagnostic({ ...base, ...own }, "2026-11-21", rules)?.code;

describe("An exemption opens nothing", () => {
  test.each([
    ["before the day it was granted", { granted: "2026-11-22" }, "FLT-SYS-006"],
    ["when its grant lies years ahead", { granted: "2030-01-01", expires: "2030-02-01" }, "FLT-SYS-006"],
    ["for the whole fleet without saying so", { construct: "panji" }, "FLT-SYS-008"],
    ["for a region where the rule allows one site", { rule: "FLT-SEC-041" }, "FLT-SYS-008"],
  ])("%s", (_, own, code) => {
    expect(refused(own)).toBe(code);
  });
  test("and one that was granted, is narrow and has time left is in force without a word", () => {
    expect(refused({})).toBeUndefined();
    expect(endingDiagnostic(base, "2026-11-21")).toBeUndefined();
  });
  test("and one is told about 14 days before it ends", () => {
    expect(endingDiagnostic(base, "2026-12-17")?.code).toBe("FLT-SYS-007");
    expect(endingDiagnostic(base, "2026-12-16")).toBeUndefined();
  });
});
