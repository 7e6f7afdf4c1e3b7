/** Runs a plan for a command: a thread of a large fleet starts while this one reads its own modules. */

import { ComparerThreads } from "../../pipeline/plan/comparer-threads.ts";
import { workerCount } from "../../pipeline/workers/worker-threads.ts";
import type { Terminal, Values } from "../command.ts";
import { runSettings } from "../settings.ts";
import type { PlanOutcome } from "./plan-of-sides.ts";

export async function runPlan(command: "plan" | "diff", values: Values, terminal: Terminal): Promise<PlanOutcome> {
  const { root, regions, threads: wished } = runSettings(values, terminal);
  const threads = new ComparerThreads(root, wished ?? workerCount(root, regions));
  try {
    const { planOfSides } = await import("./plan-of-sides.ts");
    return await planOfSides(command, values, terminal, threads);
  } finally {
    await threads.end();
  }
}
