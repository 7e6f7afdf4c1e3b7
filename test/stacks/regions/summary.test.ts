import type { EngineEvent, OpType } from "@pulumi/pulumi/automation/index.js";
import { expect, test } from "vitest";
import { exitCode } from "../../../pipeline/exit-code.ts";
import { parseCommandLine } from "../../../stacks/regions/command-line.ts";
import { EngineLog } from "../../../stacks/regions/engine-events.ts";
import { noUnits, type StackRun } from "../../../stacks/regions/stack-run.ts";
import { runLine, summaries } from "../../../stacks/regions/summary.ts";

const runs: readonly StackRun[] = [
  {
    stack: "centre",
    units: { ...noUnits, unchanged: 1 },
    seconds: 3.06,
    outcome: "unchanged",
    code: exitCode.ok,
    reasons: [],
  },
  {
    stack: "guangdong",
    units: { ...noUnits, added: 12, changed: 1 },
    seconds: 14,
    outcome: "changed",
    code: exitCode.ok,
    reasons: [],
  },
  { stack: "hunan", units: noUnits, seconds: 2, outcome: "failed", code: exitCode.unexpected, reasons: ["one\ntwo"] },
];

test("the summary has a row a region and a sum, as text and as Markdown", () => {
  expect(summaries.text("up", runs)).toBe(`region     added  changed  deleted  unchanged  seconds  outcome
centre         0        0        0          1      3.1  unchanged
guangdong     12        1        0          0     14.0  changed
hunan          0        0        0          0      2.0  failed
up: 3 stacks, 1 changed, 1 unchanged, 1 failed
`);
  expect(summaries.markdown("preview", runs)).toContain("| guangdong | 12 | 1 | 0 | 0 | 14.0 | changed |");
});

test("why a stack failed stands below its line", () => {
  expect(runs.slice(1).map(runLine)).toEqual([
    "guangdong: changed (12 added, 1 changed, 14.0 s)\n",
    "hunan: failed (2.0 s)\n  one\n  two\n",
  ]);
});

function step(type: string, name: string, op: OpType): EngineEvent {
  const metadata = { op, type, urn: `urn:pulumi:north::fleet::${type}::${name}`, provider: "" };
  return { sequence: 1, timestamp: 1, resourcePreEvent: { metadata } };
}

test("units are counted, and neither the commit nor the stack itself; colours and commands to CI are taken out of reasons", () => {
  const log = new EngineLog();
  const tree = "flotilla:index:Tree";
  for (const [name, op] of Object.entries({ a: "create", b: "update", c: "same", d: "delete" } as const))
    log.take(step(tree, name, op));
  log.take(step("flotilla:index:Commit", "north", "update"));
  const message = "<{%fg 1%}>::error::no\u001b[2J<{%reset%}>\n";
  log.take({ sequence: 2, timestamp: 2, diagnosticEvent: { message, color: "raw", severity: "error" } });
  expect(log.units).toEqual({ added: 1, changed: 1, deleted: 1, unchanged: 1 });
  expect(log.reasons).toEqual([expect.stringMatching(/no\\u001b\[2J$/)]);
  expect(log.reasons[0]).not.toMatch(/^::error::/);
});

test.each([
  [["upp"], "found upp, expected one of init, preview, up"],
  [["up", "--parallel", "0"], "found --parallel 0, expected a whole number from 1"],
  [["up", "--format", "html"], "found --format html, expected one of text, markdown, json"],
  [["up", "--regions", "x"], expect.stringContaining("Unknown option '--regions'")],
])("the command line %j is refused with what was expected", (args, fault) => {
  expect(parseCommandLine(args)).toEqual(fault);
});
