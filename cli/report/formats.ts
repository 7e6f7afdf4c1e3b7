/** The formats of check reports by name. */

import type { Report } from "../../pipeline/report/report.ts";
import { textReport } from "../../pipeline/report/text.ts";
import { jsonReport } from "./json.ts";
import { junitReport } from "./junit.ts";
import { markdownReport } from "./markdown.ts";
import { sarifReport } from "./sarif.ts";

export const reportFormats = {
  text: textReport,
  json: jsonReport,
  sarif: sarifReport,
  junit: junitReport,
  markdown: markdownReport,
} as const satisfies Readonly<Record<string, (report: Report, colour: boolean) => string>>;

export type ReportFormat = keyof typeof reportFormats;
