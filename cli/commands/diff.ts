/** `flotilla diff`: what a change of the fleet does to every cluster, the short form of `flotilla plan`. */

import type { Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { runPlan } from "../plan/run-plan.ts";
import { shortFormats } from "../plan/short.ts";

export const run: Run = async ({ values }, terminal) => {
  const { plan, code } = await runPlan("diff", values, terminal);
  if (!plan) return code;
  const format = (values["format"] ?? "text") as keyof typeof shortFormats;
  terminal.stdout(shortFormats[format](plan, terminal.colour));
  if (code !== exitCode.ok) return code;
  return values["exit-code"] === true && plan.files > 0 ? exitCode.changes : exitCode.ok;
};
