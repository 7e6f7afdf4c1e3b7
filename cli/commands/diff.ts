/** `flotilla diff`: shows what a change of the fleet does to every cluster. */

import { checkOut } from "../../pipeline/checkout.ts";
import { compileRevision, planChange, type RevisionResult } from "../../pipeline/plan-change.ts";
import { textReport } from "../../pipeline/report/text.ts";
import { codeOfRevision, trustedCode } from "../code-from.ts";
import type { Run, Terminal } from "../command.ts";
import { jsonDiff } from "../diff/json.ts";
import { markdownDiff } from "../diff/markdown.ts";
import { textDiff } from "../diff/text.ts";
import { exitCode } from "../exit-code.ts";
import { exitCodeOfReport } from "../report/exit-code-of.ts";
import { runSettings } from "../settings.ts";

const formats = { text: textDiff, json: jsonDiff, markdown: markdownDiff } as const;

export const run: Run = async ({ values }, terminal) => {
  const settings = runSettings(values, terminal);
  const baseName = String(values["base"]);
  const headName = values["head"] === undefined ? undefined : String(values["head"]);
  const base = checkOut(settings.root, baseName, terminal.scratch);
  const head =
    headName === undefined
      ? { root: settings.root, commit: "files" }
      : checkOut(settings.root, headName, terminal.scratch);
  const trusted = trustedCode(values, settings, terminal);
  const baseCode = trusted ?? codeOfRevision(settings, baseName, terminal);
  const headCode = trusted ?? (headName === undefined ? undefined : codeOfRevision(settings, headName, terminal));
  for (const wrong of [base, head, baseCode, headCode]) {
    if (typeof wrong === "string") {
      terminal.stderr(`flotilla diff: ${wrong}\n`);
      return exitCode.invalid;
    }
  }
  if (typeof base === "string" || typeof head === "string") return exitCode.invalid;
  if (typeof baseCode === "string" || typeof headCode === "string") return exitCode.invalid;
  const before = await compileRevision({ ...settings, root: base.root, code: baseCode });
  reportErrors(before, `the base ${baseName}`, terminal);
  const after = await compileRevision({ ...settings, root: head.root, code: headCode });
  reportErrors(after, headName ? `the head ${headName}` : "the files", terminal);
  const code = exitCodeOfReport(after.report, false);
  if (!before.compiled) return exitCodeOfReport(before.report, false);
  if (!after.compiled) return code;
  const report = planChange(before.compiled, after.compiled, {
    base: `${baseName} (${base.commit})`,
    head: headName === undefined ? "files" : `${headName} (${head.commit})`,
  });
  const format = (values["format"] ?? "text") as keyof typeof formats;
  terminal.stdout(formats[format](report, terminal.colour));
  if (code !== exitCode.ok) return code;
  if (report.findings.some(({ severity }) => severity === "error")) return exitCode.policy;
  return values["exit-code"] === true && report.files > 0 ? exitCode.changes : exitCode.ok;
};

function reportErrors({ report, compiled }: RevisionResult, name: string, terminal: Terminal): void {
  if (!compiled) terminal.stderr(`In ${name}:\n${textReport(report, terminal.colour)}\n`);
}
