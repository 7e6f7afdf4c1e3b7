import type { LocatedDiagnostic } from "../../compiler/load/locate.ts";
import { locationOf, type Report, subjectsOf } from "../../pipeline/report/report.ts";

/** JUnit XML: one test case a rule, failed when it has findings; faults of files are cases of their own. */
export function junitReport(report: Report): string {
  const byCode = Map.groupBy(report.findings, (finding) => finding.code);
  const texts = new Map(report.rules.map((rule) => [rule.id, rule.title]));
  const cases = [...new Set([...texts.keys(), ...byCode.keys()])].sort().map((id) => {
    const name = `${id} ${texts.get(id) ?? ""}`.trim();
    const findings = byCode.get(id) ?? [];
    const skipped = texts.has(id) && !report.evaluated && findings.length === 0;
    return testCase(name, findings, skipped);
  });
  const failures = cases.filter((each) => each.includes("<failure")).length;
  // A rule that was not run is an error of the suite, never a pass.
  const errors = cases.filter((each) => each.includes("<error")).length;
  const head = `<testsuite name="flotilla check" tests="${cases.length}" failures="${failures}" errors="${errors}">`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${cases.join("")}</testsuite>\n`;
}

function testCase(name: string, findings: readonly LocatedDiagnostic[], notRun: boolean): string {
  const open = `  <testcase classname="flotilla" name="${escapeXml(name)}"`;
  if (notRun) return `${open}>\n    <error message="not evaluated: faults of the files come first"/>\n  </testcase>\n`;
  if (findings.length === 0) return `${open}/>\n`;
  const bodies = findings.map((finding) => {
    const location = locationOf(finding);
    const lines = [`${location ? `${location}: ` : ""}${finding.message}`, subjectsOf(finding), finding.hint].filter(
      Boolean,
    );
    const text = escapeXml(lines.join("\n"));
    // Warnings alone do not fail a check, so they must not turn a test run red either.
    if (finding.severity !== "error") return `    <system-out>${text}</system-out>\n`;
    return `    <failure type="${finding.severity}" message="${escapeXml(finding.message)}">${text}</failure>\n`;
  });
  return `${open}>\n${bodies.join("")}  </testcase>\n`;
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
