import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { Fleet } from "../../constructs/fleet.ts";
import type { BaselineSpec } from "../../model/baseline-file.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { judgeBaseline, mayStandInBaseline } from "../../policies/baseline.ts";
import { rules } from "../../policies/rules.ts";
import { exampleFleet } from "./example-fleet.ts";

const site = "panji/guangdong/shenzhen/sz-nanshan-01";
const { fleet } = exampleFleet("");

const finding = (code: string, construct: string, part?: string): Diagnostic => ({
  code,
  severity: "error",
  message: code,
  subjects: [construct],
  ...(part !== undefined && { part }),
  hint: "mend it",
});

/** What becomes of findings with a baseline. */
function judged(findings: readonly Diagnostic[], entries: readonly BaselineSpec[], regions = fleet.regions) {
  const baseline = entries.map((entry, index) => ({
    ...entry,
    source: { file: "sites/baseline.yaml", path: ["baseline", index] },
  }));
  const own = Object.assign(Object.create(fleet) as Fleet, { baseline });
  Object.defineProperty(own, "regions", { value: fleet.regions });
  return judgeBaseline(findings, own, rules, ({ part }) => part, { regions });
}

const codes = (list: readonly Diagnostic[]) => list.map(({ code }) => code);

describe("A baseline holds", () => {
  const entry = { rule: "FLT-CAP-006", construct: site, place: "disk", count: 1 };
  const at = finding("FLT-CAP-006", site, "disk");

  it("findings of its rule at its place, and no others", () => {
    const others = [
      finding("FLT-CAP-006", site, "disks[1]"),
      finding("FLT-CAP-006", `${site}/a`, "disk"),
      finding("FLT-CAP-004", site, "disk"),
      finding("load/unknown-key", site, "disk"),
    ];
    const { kept, held } = judged([at, ...others], [entry]);
    expect(held).toEqual([at]);
    expect(kept).toEqual(others);
  });

  it("none of them where there are more than it says, since nobody knows which is new", () => {
    const { kept, held } = judged([at, at], [entry]);
    expect(held).toEqual([]);
    expect(kept.map(({ hint }) => hint)).toEqual(
      Array(2).fill("mend it; the baseline holds 1 here and 2 are found, so none of them passes"),
    );
  });

  it.each([
    ["an unknown rule", { ...entry, rule: "FLT-CPA-006" }, "no rule FLT-CPA-006", "did you mean FLT-CAP-006?"],
    ["a credential", { ...entry, rule: "FLT-SEC-020" }, "findings of FLT-SEC-020 cannot stand in a baseline", "mend"],
    ["a guard", { ...entry, rule: "FLT-GUARD-002" }, "findings of FLT-GUARD-002 cannot stand in a baseline", "mend"],
    ["a rule that failed", { ...entry, rule: "FLT-SYS-001" }, "no rule FLT-SYS-001", ""],
  ])("nothing of %s, and says so", (_, wrong, message, hint) => {
    const { kept, held, next } = judged([finding(wrong.rule, site, "disk")], [wrong]);
    expect(held).toEqual([]);
    expect(codes(kept)).toEqual([wrong.rule, "FLT-SYS-010"]);
    expect(kept[1]?.message).toContain(message);
    expect(kept[1]?.hint).toContain(hint);
    expect(kept[1]?.at?.path).toEqual(["baseline", 0]);
    expect(next).toEqual({ shrunk: [], grown: [] });
  });

  it("a place once: a second entry for it is told and holds nothing", () => {
    const { kept, held } = judged([at, at], [entry, entry]);
    expect(held).toEqual([]);
    expect(codes(kept)).toEqual(["FLT-CAP-006", "FLT-CAP-006", "FLT-SYS-010"]);
  });
});

describe("What is mended and still stands in the baseline", () => {
  const two = { rule: "FLT-CAP-006", construct: site, place: "disk", count: 2 };
  const at = finding("FLT-CAP-006", site, "disk");

  it("is told as stale, with how many are left", () => {
    const { kept, next } = judged([at], [two]);
    expect(codes(kept)).toEqual(["FLT-SYS-009"]);
    expect(kept[0]).toMatchObject({
      severity: "warning",
      message: `the baseline holds 2 of FLT-CAP-006 for ${site} at disk, found 1`,
      subjects: [site],
    });
    expect(next.shrunk).toEqual([{ ...two, count: 1 }]);
    expect(judged([], [two]).next.shrunk).toEqual([]);
  });

  it.each([
    ["its region was not looked at", judged([], [two], [])],
    [
      "a rule could not be evaluated",
      judged(
        [{ ...finding("FLT-SYS-001", site), notEvaluated: { rules: ["FLT-CAP-006"], reason: "it threw" } }],
        [two],
      ),
    ],
  ])("is left as it is where %s", (_, { kept, next }) => {
    expect(codes(kept)).not.toContain("FLT-SYS-009");
    expect(next.shrunk).toEqual([two]);
    expect(next.grown).toEqual([two]);
  });
});

test("No baseline holds guards, credentials, or what no API server takes", () => {
  const never = rules.filter((rule) => !mayStandInBaseline(rule)).map(({ id }) => id);
  expect(never).toEqual(expect.arrayContaining(rules.map(({ id }) => id).filter((id) => id.startsWith("FLT-GUARD-"))));
  expect(never).toEqual(
    expect.arrayContaining(["FLT-SEC-004", "FLT-SEC-008", "FLT-SEC-009", "FLT-SEC-020", "FLT-SEC-021", "FLT-GIT-001"]),
  );
});

describe("Whatever is found", { tags: ["property"] }, () => {
  const some = fc.array(
    fc.record({
      code: fc.constantFrom("FLT-CAP-006", "FLT-CAP-004", "FLT-SEC-020", "FLT-SYS-001x", "load/unknown-key"),
      construct: fc.constantFrom(site, `${site}/a`, "panji/guangdong"),
      part: fc.constantFrom(undefined, "disk", "disks[1]"),
    }),
    { maxLength: 12 },
  );
  const all = (list: readonly { code: string; construct: string; part: string | undefined }[]) =>
    list.map(({ code, construct, part }) => finding(code, construct, part));
  const may = ({ code }: Diagnostic) => code.startsWith("FLT-CAP");

  test("a grown baseline holds all of it that may stand in one, is not stale, and one more finding anywhere fails", () => {
    fc.assert(
      fc.property(some, some, (listed, more) => {
        const findings = all(listed);
        const { grown } = judged(findings, []).next;
        expect(judged(findings.toReversed(), grown).kept).toEqual(findings.toReversed().filter((each) => !may(each)));
        const added = all(more).filter(may);
        const { kept } = judged([...findings, ...added], grown);
        expect(kept.filter(may).length > 0).toBe(added.length > 0);
      }),
    );
  });

  test("a shrunk baseline holds no more anywhere than before, and is what shrinking leaves alone", () => {
    fc.assert(
      fc.property(some, some, (before, now) => {
        const { grown } = judged(all(before), []).next;
        const { shrunk } = judged(all(now), grown).next;
        for (const { count, ...rest } of shrunk) {
          const old = grown.find((each) => JSON.stringify({ ...each, count }) === JSON.stringify({ ...rest, count }));
          expect(old?.count).toBeGreaterThanOrEqual(count);
        }
        expect(judged(all(now), shrunk).next.shrunk).toEqual(shrunk);
        expect(codes(judged(all(now), shrunk).kept)).not.toContain("FLT-SYS-009");
      }),
    );
  });
});
