/** The report of a check as a table for a pull request. */

import type { LocatedDiagnostic } from "../../compiler/load/locate.ts";
import { withoutCredentials } from "../../model/url.ts";
import { locationOf, type Report, severityCounts, subjectsOf } from "../../pipeline/report/report.ts";
import { type RuleGroup, ruleGroups, sharedHint, shownOf } from "../../pipeline/report/rule-groups.ts";
import { levelOf, summaryOf } from "../../pipeline/report/text.ts";

/** Forges cut comments at 65,536 characters; the table ends in time and says how much is missing. */
const budget = 60_000;

/** Lines that one finding or one rule with many takes. */
interface Row {
  readonly text: string;
  readonly findings: number;
}

/**
 * A table for a pull request: verdict first, then a row a finding, or a rule with many.
 *
 * @param all a row for every finding
 */
export function markdownReport(report: Report, all = false): string {
  const { errors } = severityCounts(report);
  const head = `### Flotilla check: ${errors > 0 ? "blocked" : "passed"}\n\n${escapeMarkdown(summaryOf(report))}\n`;
  if (report.findings.length === 0) return head;
  const rows = ruleGroups(report).flatMap((group) =>
    all || shownOf(group) === group.findings.length ? group.findings.map(rowOf) : [groupRow(group)],
  );
  return `${head}\n${table(rows, budget - head.length)}\n`;
}

/** One row a finding, as many as fit into a number of characters; the rest is counted. */
export function findingsTable(findings: readonly LocatedDiagnostic[], room: number): string {
  return table(findings.map(rowOf), room);
}

function table(rows: readonly Row[], room: number): string {
  const lines = ["| level | rule | where | what | next |", "|---|---|---|---|---|"];
  let size = lines.join("\n").length;
  for (const [index, { text }] of rows.entries()) {
    size += text.length + 1;
    if (size > room) {
      const left = rows.slice(index).reduce((sum, { findings }) => sum + findings, 0);
      lines.push("", `${left.toLocaleString("en")} more findings; \`flotilla check --all\` prints each.`);
      break;
    }
    lines.push(text);
  }
  return lines.join("\n");
}

function rowOf(finding: LocatedDiagnostic): Row {
  const where = [locationOf(finding), subjectsOf(finding)].filter((each) => each !== undefined).map(code);
  return { text: row(finding, where, escapeMarkdown(finding.message), finding.hint), findings: 1 };
}

/** A rule with many findings: the first places, how many more, the first message. */
function groupRow(group: RuleGroup): Row {
  const { findings, title } = group;
  const shown = findings.slice(0, shownOf(group));
  const where = shown.map((each) => code(locationOf(each) ?? subjectsOf(each) ?? group.code));
  const rest = `and ${(findings.length - shown.length).toLocaleString("en")} more`;
  const example = escapeMarkdown(findings[0]?.message ?? "");
  const what = `${findings.length.toLocaleString("en")} findings${title ? `: ${escapeMarkdown(title)}` : ""}<br>first: ${example}`;
  return {
    text: row(group, [...where, rest], what, sharedHint(findings) ?? findings[0]?.hint),
    findings: findings.length,
  };
}

function row(
  finding: Pick<RuleGroup, "severity" | "code"> & Partial<Pick<RuleGroup, "notEvaluated">>,
  where: readonly string[],
  what: string,
  hint: string | undefined,
): string {
  const level = finding.severity === "error" ? `**${levelOf(finding)}**` : finding.severity;
  return `| ${[level, finding.code, where.join("<br>"), what, escapeMarkdown(hint ?? "")].join(" | ")} |`;
}

/** A code span that no content can leave. */
function code(text: string): string {
  return `\`${text.replace(/[`|\r\n]/g, " ")}\``;
}

/** Text from files as plain text: no markup, no mentions, no row breaks. */
export function escapeMarkdown(text: string): string {
  return withoutCredentials(text)
    .replace(/[\r\n]+/g, " ")
    .replace(/[\\`*_[\]<>|#~]/g, (character) => `\\${character}`)
    .replace(/@/g, "@\u200B");
}
