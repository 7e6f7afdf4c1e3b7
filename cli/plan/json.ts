/** A plan as plan.json. */

import type { Plan } from "../../compiler/plan/plan.ts";

/** `flotilla.dev/plan/v1`, with its keys in one order: equal plans give equal bytes. */
export function jsonPlan(plan: Plan): string {
  return `${JSON.stringify(plan, null, 2)}\n`;
}
