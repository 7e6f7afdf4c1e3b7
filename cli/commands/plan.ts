/** `flotilla plan`: the review of a change. */

import { resolve } from "node:path";
import type { Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { writePage } from "../page/write-page.ts";
import { jsonPlan } from "../plan/json.ts";
import { markdownPlan } from "../plan/markdown.ts";
import { runPlan } from "../plan/run-plan.ts";
import { summaryPlan, textPlan } from "../plan/text.ts";
import { writeWholeFile } from "../write-whole-file.ts";

const formats = { text: textPlan, json: jsonPlan, markdown: markdownPlan } as const;

export const run: Run = async ({ values }, terminal) => {
  const { plan, map, code } = await runPlan("plan", values, terminal);
  if (!plan) return code;
  const format = (values["format"] ?? "text") as keyof typeof formats;
  if (values["out"] !== undefined) writeWholeFile(resolve(terminal.cwd, String(values["out"])), jsonPlan(plan));
  const report = values["report"];
  if (report !== undefined && map) writePage(resolve(terminal.cwd, String(report)), { map: map(), plan });
  terminal.stdout(values["summary"] === true ? summaryPlan(plan) : formats[format](plan, terminal.colour));
  if (code !== exitCode.ok) return code;
  const expected = values["expect-hash"];
  if (expected !== undefined && expected !== plan.hash) {
    terminal.stderr(
      `flotilla plan: found ${plan.hash}, expected ${expected}: this is not the plan that was reviewed\n`,
    );
    return exitCode.changes;
  }
  return values["exit-code"] === true && plan.files > 0 ? exitCode.changes : exitCode.ok;
};
