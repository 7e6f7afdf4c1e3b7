import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { exitCode } from "../../../pipeline/exit-code.ts";
import { runCentreLast, runStacks } from "../../../stacks/regions/run-stacks.ts";
import { exitCodeOfRuns, noUnits, type StackRun } from "../../../stacks/regions/stack-run.ts";

const stacks = ["centre", "east", "north", "south", "west"];
const run = (
  stack: string,
  outcome: StackRun["outcome"] = "changed",
  code: StackRun["code"] = exitCode.ok,
): StackRun => ({
  stack,
  units: noUnits,
  seconds: 1,
  outcome,
  code,
  reasons: [],
});
const terms = { parallel: 2, failFast: false, signal: new AbortController().signal, tell: () => {} };

test("so many stacks are worked on at once and no more, and each is told in the order of the fleet", async () => {
  let [atOnce, most] = [0, 0];
  const told: string[] = [];
  const runs = await runStacks(
    stacks,
    async (stack) => {
      most = Math.max(most, ++atOnce);
      for (let turn = 0; turn < (stack === "centre" ? 9 : 1); turn++) await setImmediate();
      atOnce--;
      return run(stack);
    },
    { ...terms, tell: ({ stack }) => told.push(stack) },
  );
  expect(most).toBe(2);
  expect(runs.map(({ stack }) => stack)).toEqual(stacks);
  expect(told.at(-1)).toBe("centre");
});

test.each([
  ["without a word all others go on", false, ["failed", "changed", "changed", "changed", "changed"]],
  ["with --fail-fast no other one is begun", true, ["failed", "changed", "skipped", "skipped", "skipped"]],
])("after one that failed, %s", async (_, failFast, outcomes) => {
  const operate = async (stack: string) => run(stack, stack === "centre" ? "failed" : "changed");
  const runs = await runStacks(stacks, operate, { ...terms, failFast });
  expect(runs.map(({ outcome }) => outcome)).toEqual(outcomes);
});

test.each([
  ["when all regions are", "changed", exitCode.ok, ["east", "north", "south", "west", "centre"], "changed"],
  ["and waits for one that is not", "failed", exitCode.unexpected, ["east", "north", "south", "west"], "skipped"],
] as const)("the centre is taken last, %s", async (_, outcome, code, begun, centre) => {
  const taken: string[] = [];
  const operate = async (stack: string) => {
    taken.push(stack);
    return stack === "north" ? run(stack, outcome, code) : run(stack);
  };
  const told: string[] = [];
  const tell = ({ stack, reasons }: StackRun) => told.push(`${stack} ${reasons.join(" ")}`);
  const runs = await runCentreLast(stacks, (some) => runStacks(some, operate, { ...terms, tell }), tell);
  expect(taken).toEqual(begun);
  expect(runs.map(({ stack }) => stack)).toEqual(stacks);
  expect(runs[0]?.outcome).toBe(centre);
  expect(told.at(-1)).toMatch(centre === "skipped" ? /^centre waits for north, / : /^centre $/);
});

test("once somebody asks to stop, nothing else is begun, and that is what the exit code says", async () => {
  const stop = new AbortController();
  const operate = async (stack: string) => {
    stop.abort();
    return run(stack, "cancelled", exitCode.cancelled);
  };
  const runs = await runStacks(stacks, operate, { ...terms, parallel: 1, signal: stop.signal });
  expect(runs.map(({ outcome }) => outcome)).toEqual(["cancelled", "skipped", "skipped", "skipped", "skipped"]);
  expect(exitCodeOfRuns(runs)).toBe(8);
});

test.each([
  [[exitCode.ok, exitCode.ok], 0],
  [[exitCode.ok, exitCode.unexpected], 1],
  [[exitCode.unexpected, exitCode.policy], 5],
  [[exitCode.changes, exitCode.ok], 7],
  [[exitCode.cancelled, exitCode.invalid], 2],
])("of the codes %j the one that needs a person most is the run's: %d", (codes, expected) => {
  expect(exitCodeOfRuns(codes.map((code, index) => run(String(index), "failed", code)))).toBe(expected);
});
