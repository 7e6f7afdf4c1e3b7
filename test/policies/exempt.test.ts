import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { applyExemptions } from "../../policies/exempt.ts";
import type { RuleScope } from "../../policies/rule.ts";
import { rules } from "../../policies/rules.ts";
import { exampleFleet } from "./example-fleet.ts";

const site = "panji/guangdong/shenzhen/sz-nanshan-01";
const finding = (code: string, ...subjects: string[]): Diagnostic => ({
  code,
  severity: "error",
  message: "m",
  subjects,
});

interface Case {
  readonly rule?: string;
  readonly construct?: string;
  readonly granted?: string;
  readonly expires?: string;
  readonly today?: string;
  readonly regions?: readonly string[];
  readonly scopes?: readonly RuleScope[];
  readonly findings?: readonly Diagnostic[];
  readonly breadth?: string;
}

/** Codes that are kept, codes that are exempted, and the messages of what was added. */
function outcome(of: Case) {
  const { rule = "FLT-CAP-006", construct = site, granted = "2026-09-01", expires = "2026-12-31" } = of;
  const { fleet } = exampleFleet(`# sites/exemptions.yaml
exemptions:
  - { rule: ${rule}, construct: ${construct}, reason: agreed with the owner, owner: a, ticket: b, granted: ${granted}, expires: ${expires}${of.breadth ?? ""} }
---
# sites/guangdong/region.yaml
{}
---
# sites/hunan/region.yaml
{}
`);
  const regions = fleet.regions.filter(({ name }) => of.regions?.includes(name) ?? true);
  const findings = of.findings ?? [finding("FLT-CAP-006", site)];
  const { kept, exempted } = applyExemptions(
    findings,
    fleet,
    of.today ?? "2026-11-21",
    {
      regions,
      ...(of.scopes && { scopes: of.scopes }),
    },
    rules,
  );
  const added = kept.filter(({ code }) => code.startsWith("FLT-SYS-"));
  return {
    kept: kept.filter(({ code }) => !code.startsWith("FLT-SYS-")).map(({ code }) => code),
    exempted: exempted.map(({ code }) => code),
    added: added.map(({ code, severity, message, at }) => ({ code, severity, message, at: at?.path.join(".") })),
  };
}

const used = { kept: [], exempted: ["FLT-CAP-006"], added: [] };
const unused = (construct = site) => ({
  code: "FLT-SYS-003",
  severity: "warning",
  message: `the exemption from FLT-CAP-006 for ${construct} is not needed: the rule finds nothing there`,
  at: "exemptions.0",
});

describe("an exemption covers", () => {
  it.each<[string, Case]>([
    ["its construct", {}],
    ["what lies below its construct", { construct: "panji/guangdong" }],
    ["the whole fleet when it says so", { construct: "panji", breadth: ", breadth: fleet" }],
    ["findings until 14 days before its end without a word", { expires: "2026-12-06" }],
  ])("%s", (_, of) => {
    expect(outcome(of)).toEqual(used);
  });

  it.each<[string, Case, string]>([
    ["on the day it expires", { expires: "2026-11-21" }, "ends on 2026-11-21, in 0 days"],
    [
      "180 days after it was granted",
      { granted: "2026-05-25", expires: "2026-11-21" },
      "ends on 2026-11-21, in 0 days",
    ],
    ["from 14 days before its end on", { expires: "2026-12-05" }, "ends on 2026-12-05, in 14 days"],
  ])("findings %s, and says that it ends", (_, of, end) => {
    const { kept, exempted, added } = outcome(of);
    expect({ kept, exempted }).toEqual({ kept: [], exempted: ["FLT-CAP-006"] });
    expect(added).toEqual([
      {
        code: "FLT-SYS-007",
        severity: "warning",
        message: `the exemption from FLT-CAP-006 for ${site} ${end}`,
        at: "exemptions.0.expires",
      },
    ]);
  });

  it.each<[string, Case]>([
    ["another construct whose name begins alike", { construct: `${site}1` }],
    ["a construct whose name is only the beginning of another", { construct: site.slice(0, -1) }],
    ["a sibling", { construct: "panji/guangdong/dongguan" }],
  ])("not %s", (_, of) => {
    expect(outcome(of)).toEqual({ kept: ["FLT-CAP-006"], exempted: [], added: [unused(of.construct)] });
  });

  it("not what merely concerns its construct besides another one", () => {
    const findings = [finding("FLT-CAP-006", "panji/hunan/a/b", site)];
    expect(outcome({ findings })).toEqual({ kept: ["FLT-CAP-006"], exempted: [], added: [unused()] });
  });

  it("not findings of other rules, nor faults of the input", () => {
    const findings = [finding("FLT-CAP-001", site), finding("load/unknown-key", site), finding("FLT-CAP-006", site)];
    expect(outcome({ findings })).toEqual({
      kept: ["FLT-CAP-001", "load/unknown-key"],
      exempted: ["FLT-CAP-006"],
      added: [],
    });
  });
});

describe("an exemption has no effect and is reported", () => {
  it.each<[string, Case, object]>([
    [
      "on the day after it expired",
      { expires: "2026-11-20" },
      {
        code: "FLT-SYS-002",
        severity: "warning",
        message: `the exemption from FLT-CAP-006 for ${site} expired on 2026-11-20; today is 2026-11-21 in UTC`,
        at: "exemptions.0.expires",
      },
    ],
    [
      "when it lasts more than 180 days",
      { granted: "2026-05-24", expires: "2026-11-21" },
      {
        code: "FLT-SYS-004",
        severity: "error",
        message: "the exemption from FLT-CAP-006 lasts 181 days, expected at most 180",
        at: "exemptions.0.expires",
      },
    ],
    [
      "when it expires before it was granted",
      { granted: "2026-12-01", expires: "2026-11-30" },
      {
        code: "FLT-SYS-004",
        severity: "error",
        message: "the exemption from FLT-CAP-006 expires on 2026-11-30, before it was granted on 2026-12-01",
        at: "exemptions.0.expires",
      },
    ],
    [
      "before the day it was granted",
      { granted: "2026-11-22" },
      {
        code: "FLT-SYS-006",
        severity: "error",
        message:
          "the exemption from FLT-CAP-006 was granted on 2026-11-22, which has not come; today is 2026-11-21 in UTC",
        at: "exemptions.0.granted",
      },
    ],
    [
      "when it covers the whole fleet without saying so",
      { construct: "panji" },
      {
        code: "FLT-SYS-008",
        severity: "error",
        message: "the exemption from FLT-CAP-006 for panji covers the whole fleet without saying so",
        at: "exemptions.0.construct",
      },
    ],
    [
      "when it is wider than its rule allows, whatever it says",
      { rule: "FLT-SEC-011", construct: "panji/guangdong", breadth: ", breadth: fleet" },
      {
        code: "FLT-SYS-008",
        severity: "error",
        message:
          "the exemption from FLT-SEC-011 for panji/guangdong is wider than the rule allows, expected one site or less",
        at: "exemptions.0.construct",
      },
    ],
    [
      "when no rule has its id",
      { rule: "FLT-CPA-006" },
      {
        code: "FLT-SYS-005",
        severity: "error",
        message: "no rule FLT-CPA-006 to exempt from",
        at: "exemptions.0.rule",
      },
    ],
    [
      "when it is from a rule on the checking itself",
      { rule: "FLT-SYS-001", findings: [finding("FLT-CAP-006", site)] },
      {
        code: "FLT-SYS-005",
        severity: "error",
        message: "FLT-SYS-001 cannot be exempted: it reports on the checking itself",
        at: "exemptions.0.rule",
      },
    ],
  ])("%s", (_, of, added) => {
    expect(outcome(of)).toEqual({ kept: ["FLT-CAP-006"], exempted: [], added: [added] });
  });
});

describe("an exemption without a finding is called unused", () => {
  const quiet = { kept: [], exempted: [], added: [] };
  it("when its construct was under check", () => {
    expect(outcome({ findings: [] })).toEqual({ ...quiet, added: [unused()] });
    expect(outcome({ findings: [], regions: ["guangdong"] })).toEqual({ ...quiet, added: [unused()] });
  });

  it.each<[string, Case]>([
    ["its region was not under check", { regions: ["hunan"] }],
    [
      "it is for the whole fleet and only some regions were under check",
      { construct: "panji", breadth: ", breadth: fleet", regions: ["guangdong"] },
    ],
    [
      "its rule compares sites of the whole fleet and only some regions were read",
      { rule: "FLT-NET-001", regions: ["guangdong"] },
    ],
    ["rules of its kind were not evaluated", { scopes: ["fleet", "manifest"] }],
    ["its rule is on changes and nothing was about to change", { rule: "FLT-GUARD-002" }],
  ])("not when %s", (_, of) => {
    expect(outcome({ ...of, findings: [] })).toEqual(quiet);
  });
});

it("names the id that a misspelt one is nearest to", () => {
  const { fleet } = exampleFleet(`# sites/exemptions.yaml
exemptions:
  - { rule: FLT-CPA-006, construct: panji, reason: agreed with the owner, owner: a, ticket: b, granted: 2026-09-01, expires: 2026-12-31 }
`);
  const { kept } = applyExemptions([], fleet, "2026-11-21", { regions: fleet.regions }, rules);
  expect(kept[0]?.hint).toBe("did you mean FLT-CAP-006?");
});
