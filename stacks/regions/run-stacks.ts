/** Runs one operation on many stacks, so many at a time. */

import { CENTRE } from "../../compiler/lower/lower-repository.ts";
import { firstNames } from "../../model/first-names.ts";
import { exitCode } from "../../pipeline/exit-code.ts";
import { noUnits, type StackRun } from "./stack-run.ts";

export interface RunTerms {
  /** How many at once, one at least. */
  readonly parallel: number;
  /** Begins no other one after one that failed. */
  readonly failFast: boolean;
  /** Begins no other one once it is aborted; those under way end by themselves. */
  readonly signal: AbortSignal;
  /** Called as each one ends. */
  readonly tell: (run: StackRun) => void;
}

/**
 * Takes the stacks in their order and tells what became of each, in that order. One that fails leaves the others alone.
 *
 * @param operate never rejects
 */
export async function runStacks(
  stacks: readonly string[],
  operate: (stack: string) => Promise<StackRun>,
  { parallel, failFast, signal, tell }: RunTerms,
): Promise<readonly StackRun[]> {
  const runs = new Map<string, StackRun>();
  const waiting = [...stacks];
  const hasFailed = () => [...runs.values()].some(({ outcome }) => outcome === "failed");
  const work = async () => {
    for (let stack = waiting.shift(); stack !== undefined; stack = waiting.shift()) {
      const isOver = signal.aborted || (failFast && hasFailed());
      const run = isOver ? skipped(stack, signal) : await operate(stack);
      runs.set(stack, run);
      tell(run);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, parallel) }, work));
  return stacks.flatMap((stack) => runs.get(stack) ?? []);
}

/**
 * The centre speaks of the regions: it is written when they are, and not beside one that is not.
 *
 * @param run works on some of the stacks, as `runStacks` does
 */
export async function runCentreLast(
  stacks: readonly string[],
  run: (stacks: readonly string[]) => Promise<readonly StackRun[]>,
  tell: (run: StackRun) => void,
): Promise<readonly StackRun[]> {
  const centre = stacks.filter((stack) => stack === CENTRE);
  const regions = await run(stacks.filter((stack) => stack !== CENTRE));
  const waiting = regions.filter(({ code }) => code !== exitCode.ok).map(({ stack }) => stack);
  if (waiting.length === 0) return [...(await run(centre)), ...regions];
  const held = centre.map((stack) => heldBack(stack, waiting));
  for (const each of held) tell(each);
  return [...held, ...regions];
}

function heldBack(stack: string, regions: readonly string[]): StackRun {
  const reasons = [
    `waits for ${firstNames(regions)}, of which it would speak otherwise`,
    "next: mend what is said of them and run it again; --region centre takes the centre all the same",
  ];
  return { stack, units: noUnits, seconds: 0, outcome: "skipped", code: exitCode.ok, reasons };
}

function skipped(stack: string, { aborted }: AbortSignal): StackRun {
  const code = aborted ? exitCode.cancelled : exitCode.ok;
  return { stack, units: noUnits, seconds: 0, outcome: "skipped", code, reasons: [] };
}
