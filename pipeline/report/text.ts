/** The report of a check as text for people. */

import { styleText } from "node:util";
import type { LocatedDiagnostic } from "../../compiler/load/locate.ts";
import { excerptOf } from "./excerpt.ts";
import { locationOf, type Report, severityCounts, subjectsOf } from "./report.ts";
import { type RuleGroup, ruleGroups, sharedHint, shownOf } from "./rule-groups.ts";

export interface TextOptions {
  /** Every finding in a paragraph of its own, however many a rule has. */
  readonly all?: boolean;
  /** The line of the file below each finding, with a caret. */
  readonly excerpts?: boolean;
}

type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

const painter =
  (colour: boolean): Paint =>
  (style, text) =>
    colour ? styleText(style, text, { validateStream: false }) : text;

/** For people at a terminal: one finding or one rule with many a paragraph; at the end the sum and where to begin. */
export function textReport(report: Report, colour: boolean, options: TextOptions = {}): string {
  const groups = ruleGroups(report);
  const paragraphs = groups.flatMap((group) =>
    options.all || shownOf(group) === group.findings.length
      ? group.findings.map((finding) => findingText(finding, colour, options))
      : [groupText(group, painter(colour))],
  );
  return [...paragraphs, `${summaryOf(report)}\n${beginning(groups, options)}`].join("\n");
}

/** One finding: where, what, whose, and what to do next. */
export function findingText(finding: LocatedDiagnostic, colour: boolean, { excerpts }: TextOptions = {}): string {
  const paint = painter(colour);
  const location = locationOf(finding);
  const subject = subjectsOf(finding);
  const excerpt = excerpts ? excerptOf(finding) : undefined;
  return [
    `${location ? `${paint("bold", location)}: ` : ""}${severityText(finding, paint)} ${finding.code}: ${finding.message}`,
    ...(excerpt ? [excerpt.line, paint(colourOf(finding), excerpt.carets)] : []),
    ...(subject ? [`  at ${subject}`] : []),
    ...(finding.hint ? [`  ${paint("cyan", "next:")} ${finding.hint}`] : []),
    ...(finding.mend ? [`  ${paint("cyan", "mends:")} flotilla check --fix: ${finding.mend.title}`] : []),
    ...(finding.stack !== undefined && process.env["FLOTILLA_DEBUG"] !== undefined ? [finding.stack] : []),
    "",
  ].join("\n");
}

/** A rule with many findings: how many, what it says, the first places. */
function groupText(group: RuleGroup, paint: Paint): string {
  const { code, findings, title, subjects } = group;
  const shown = findings.slice(0, shownOf(group));
  const hint = sharedHint(findings);
  const mendable = findings.filter(({ mend }) => mend).length;
  const about = subjects > 1 ? ` about ${subjects.toLocaleString("en")} places of the fleet` : "";
  return [
    `${severityText(group, paint)} ${code}, ${plural(findings.length, "finding")}${about}${title ? `: ${title}` : ""}`,
    ...shown.flatMap((each) => {
      const location = locationOf(each);
      const where = location ? `${paint("bold", location)}: ` : "";
      const own = hint === undefined && each.hint ? [`    ${paint("cyan", "next:")} ${each.hint}`] : [];
      return [`  ${where}${each.message}`, ...own];
    }),
    `  and ${(findings.length - shown.length).toLocaleString("en")} more; \`flotilla check --all\` shows each`,
    ...(hint ? [`  ${paint("cyan", "next:")} ${hint}`] : []),
    ...(mendable > 0
      ? [`  ${paint("cyan", "mends:")} flotilla check --fix mends ${mendable.toLocaleString("en")} of them`]
      : []),
    "",
  ].join("\n");
}

/** Where to begin, when there is more than one paragraph: errors stand before warnings. */
function beginning(groups: readonly RuleGroup[], { all }: TextOptions): string {
  const [first] = groups;
  const [finding] = first?.findings ?? [];
  if (!first || !finding || groups.length + (all ? first.findings.length - 1 : 0) < 2) return "";
  const place = locationOf(finding) ?? subjectsOf(finding);
  const many = first.findings.length > 1 ? `, the first of ${first.findings.length.toLocaleString("en")}` : "";
  return `begin with ${levelOf(first)} ${first.code}${place ? ` at ${place}` : ""}${many}\n`;
}

function severityText(of: Judged, paint: Paint): string {
  return paint(colourOf(of), levelOf(of));
}

interface Judged extends Pick<LocatedDiagnostic, "severity"> {
  readonly notEvaluated?: LocatedDiagnostic["notEvaluated"] | undefined;
}

/** The third state has a word of its own. */
export function levelOf({ severity, notEvaluated }: Judged): string {
  return notEvaluated ? "not evaluated" : severity;
}

function colourOf({ severity }: Pick<LocatedDiagnostic, "severity">): "red" | "yellow" {
  return severity === "error" ? "red" : "yellow";
}

/** One line: the verdict and what it is about. */
export function summaryOf(report: Report): string {
  const { errors, notEvaluated, warnings } = severityCounts(report);
  const { sites, repositories, objects } = report.counts;
  const verdict =
    errors + warnings === 0
      ? "no findings"
      : `${plural(errors - notEvaluated, "error")}, ${plural(warnings, "warning")}${notEvaluated > 0 ? `, ${notEvaluated.toLocaleString("en")} not evaluated` : ""}`;
  if (!report.evaluated) return `${verdict}; the rules were not run, fix the files first`;
  const exempt = report.exempted.length > 0 ? `, ${report.exempted.length} exempt` : "";
  const held = report.baselined.length > 0 ? `, ${report.baselined.length.toLocaleString("en")} in the baseline` : "";
  const planned =
    report.planned > 0 ? ` (${report.planned.toLocaleString("en")} planned, for which nothing is written)` : "";
  const what = `${plural(sites, "site")}${planned}, ${plural(repositories, "repository", "repositories")}, ${plural(objects, "object")}`;
  return `${verdict}${exempt}${held}: ${what}, ${plural(report.rules.length, "rule")}`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
