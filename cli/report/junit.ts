import type { LocatedDiagnostic } from "../../compiler/load/locate.ts";
import { locationOf, type Report, severityCounts, subjectsOf } from "../../pipeline/report/report.ts";
import { plural } from "../../pipeline/report/text.ts";

/**
 * JUnit XML: one test case a rule; faults of files are cases of their own. Errors fail a case. A case with warnings alone
 * counts as skipped: GitLab (lib/gitlab/ci/parsers/test/junit.rb) drops the output of a case that passed and shows the
 * text of a skipped one, Jenkins shows both, and neither makes a run red by it.
 */
export function junitReport(report: Report): string {
  const byCode = Map.groupBy(report.findings, (finding) => finding.code);
  const texts = new Map(report.rules.map((rule) => [rule.id, rule.title]));
  const unasked = Map.groupBy(
    report.findings.flatMap(({ notEvaluated: of }) => of?.rules.map((rule) => ({ rule, reason: of.reason })) ?? []),
    ({ rule }) => rule,
  );
  const cases = [...new Set([...texts.keys(), ...byCode.keys()])].sort().map((id) => {
    const name = `${id} ${texts.get(id) ?? ""}`.trim();
    const findings = byCode.get(id) ?? [];
    const isRule = texts.has(id);
    return testCase(name, findings, isRule && !report.evaluated ? filesFirst : unasked.get(id)?.[0]?.reason);
  });
  const count = (outcome: string) => cases.filter((each) => each.includes(`<${outcome} `)).length;
  // A rule that was not run is an error of the suite, never a pass.
  const counts = `failures="${count("failure")}" errors="${count("error")}" skipped="${count("skipped")}"`;
  const { errors, warnings } = severityCounts(report);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="flotilla check" tests="${cases.length}" ${counts}>`,
    "  <properties>",
    `    <property name="errors" value="${errors}"/>`,
    `    <property name="warnings" value="${warnings}"/>`,
    "  </properties>",
    `${cases.join("")}</testsuite>\n`,
  ].join("\n");
}

const filesFirst = "faults of the files come first";

/** @param notRun why nobody knows what the rule would find, everywhere or at some place */
function testCase(name: string, findings: readonly LocatedDiagnostic[], notRun: string | undefined): string {
  const open = `  <testcase classname="flotilla" name="${escapeXml(name)}"`;
  if (findings.length === 0)
    return notRun === undefined
      ? `${open}/>\n`
      : `${open}>\n    <error message="${escapeXml(`not evaluated: ${notRun}`)}"/>\n  </testcase>\n`;
  const errors = findings.filter(({ severity }) => severity === "error");
  const warnings = findings.filter(({ severity }) => severity !== "error");
  // One element an outcome: readers take the first, or a list where they expect a text.
  const outcome =
    errors.length > 0
      ? `<failure type="error" message="${headOf(errors, "error")}">${textOf(errors)}</failure>`
      : `<skipped type="warning" message="${headOf(warnings, "warning")}">${textOf(warnings)}</skipped>`;
  const also = errors.length > 0 && warnings.length > 0 ? `    <system-out>${textOf(warnings)}</system-out>\n` : "";
  return `${open}>\n    ${outcome}\n${also}  </testcase>\n`;
}

function headOf(findings: readonly LocatedDiagnostic[], word: string): string {
  const [first] = findings;
  return escapeXml(
    findings.length === 1 ? (first?.message ?? "") : `${plural(findings.length, word)}: ${first?.message}`,
  );
}

function textOf(findings: readonly LocatedDiagnostic[]): string {
  const paragraphs = findings.map((finding) => {
    const location = locationOf(finding);
    const lines = [`${location ? `${location}: ` : ""}${finding.message}`, subjectsOf(finding), finding.hint];
    return lines.filter(Boolean).join("\n");
  });
  return escapeXml(paragraphs.join("\n\n"));
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Escapes markup and drops what XML 1.0 cannot carry. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "?")
    .replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
