import { type Report, severityCounts } from "../../pipeline/report/report.ts";

/** `flotilla.dev/check/v1`: for programs; fields are only ever added. */
export function jsonReport(report: Report): string {
  const finding = (each: Report["findings"][number]) => ({
    code: each.code,
    severity: each.severity,
    message: each.message,
    ...(each.at && { file: each.at.file, path: each.at.path }),
    ...(each.position && { line: each.position.line, column: each.position.column }),
    subjects: each.subjects,
    ...(each.hint && { hint: each.hint }),
    ...(each.mend && {
      mend: {
        title: each.mend.title,
        edits: each.mend.edits.map(({ at, ...edit }) => ({ ...edit, file: at.file, path: at.path })),
      },
    }),
    ...(each.notEvaluated && { notEvaluated: each.notEvaluated }),
  });
  const document = {
    schema: "flotilla.dev/check/v1",
    tool: { name: "flotilla", version: report.toolVersion },
    fleet: report.fleet ?? null,
    evaluated: report.evaluated,
    verdict: severityCounts(report),
    counts: { ...report.counts, planned: report.planned },
    findings: report.findings.map(finding),
    exempted: report.exempted.map(finding),
    baselined: report.baselined.map(finding),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
