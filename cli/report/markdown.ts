/** The report of a check as a table for a pull request. */

import type { LocatedDiagnostic } from "../../compiler/load/locate.ts";
import { locationOf, type Report, severityCounts, subjectsOf } from "../../pipeline/report/report.ts";
import { summaryOf } from "../../pipeline/report/text.ts";

/** Forges cut comments at 65,536 characters; the table ends in time and says how much is missing. */
const budget = 60_000;

/** A table for a pull request: verdict first, one row a finding. */
export function markdownReport(report: Report): string {
  const { errors } = severityCounts(report);
  const head = `### Flotilla check: ${errors > 0 ? "blocked" : "passed"}\n\n${escapeMarkdown(summaryOf(report))}\n`;
  if (report.findings.length === 0) return head;
  return `${head}\n${findingsTable(report.findings, budget - head.length)}\n`;
}

/** One row a finding, as many as fit into a number of characters; the rest is counted. */
export function findingsTable(findings: readonly LocatedDiagnostic[], room: number): string {
  const lines = ["| level | rule | where | what | next |", "|---|---|---|---|---|"];
  let size = lines.join("\n").length;
  for (const [index, finding] of findings.entries()) {
    const row = rowOf(finding);
    size += row.length + 1;
    if (size > room) {
      lines.push("", `${findings.length - index} more findings; \`flotilla check\` prints all.`);
      break;
    }
    lines.push(row);
  }
  return lines.join("\n");
}

function rowOf(finding: LocatedDiagnostic): string {
  const where = [locationOf(finding), subjectsOf(finding)].filter((each) => each !== undefined).map(code);
  const cells = [
    finding.severity === "error" ? "**error**" : finding.severity,
    finding.code,
    where.join("<br>"),
    escapeMarkdown(finding.message),
    escapeMarkdown(finding.hint ?? ""),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** A code span that no content can leave. */
function code(text: string): string {
  return `\`${text.replace(/[`|\r\n]/g, " ")}\``;
}

/** Text from files as plain text: no markup, no mentions, no row breaks. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\r\n]+/g, " ")
    .replace(/[\\`*_[\]<>|#~]/g, (character) => `\\${character}`)
    .replace(/@/g, "@\u200B");
}
