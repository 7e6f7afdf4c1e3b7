/** The report of a check as text for people. */

import { styleText } from "node:util";
import type { LocatedDiagnostic } from "../../compiler/load/locate.ts";
import { locationOf, type Report, severityCounts, subjectsOf } from "./report.ts";

/** For people at a terminal: one finding a paragraph, the sum at the end. */
export function textReport(report: Report, colour: boolean): string {
  return [...report.findings.map((finding) => findingText(finding, colour)), `${summaryOf(report)}\n`].join("\n");
}

/** One finding: where, what, whose, and what to do next. */
export function findingText(finding: LocatedDiagnostic, colour: boolean): string {
  const paint = (style: Parameters<typeof styleText>[0], text: string) =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  const severity = paint(finding.severity === "error" ? "red" : "yellow", finding.severity);
  const location = locationOf(finding);
  const subject = subjectsOf(finding);
  return [
    `${location ? `${paint("bold", location)}: ` : ""}${severity} ${finding.code}: ${finding.message}`,
    ...(subject ? [`  at ${subject}`] : []),
    ...(finding.hint ? [`  ${paint("cyan", "next:")} ${finding.hint}`] : []),
    "",
  ].join("\n");
}

/** One line: the verdict and what it is about. */
export function summaryOf(report: Report): string {
  const { errors, warnings } = severityCounts(report);
  const { sites, repositories, objects } = report.counts;
  const verdict =
    errors + warnings === 0 ? "no findings" : `${plural(errors, "error")}, ${plural(warnings, "warning")}`;
  if (!report.evaluated) return `${verdict}; the rules were not run, fix the files first`;
  const exempt = report.exempted.length > 0 ? `, ${report.exempted.length} exempt` : "";
  const what = `${plural(sites, "site")}, ${plural(repositories, "repository", "repositories")}, ${plural(objects, "object")}`;
  return `${verdict}${exempt}: ${what}, ${plural(report.rules.length, "rule")}`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
