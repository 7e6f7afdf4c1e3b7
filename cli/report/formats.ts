/** The formats of check reports by name. */

import type { Report } from "../../pipeline/report/report.ts";
import { textReport } from "../../pipeline/report/text.ts";
import type { Terminal } from "../command.ts";
import { jsonReport } from "./json.ts";
import { junitReport } from "./junit.ts";
import { markdownReport } from "./markdown.ts";
import { sarifReport } from "./sarif.ts";

/** What the writers of formats are told besides the report. */
interface FormatOptions extends Pick<Terminal, "colour" | "interactive"> {
  readonly all: boolean;
  /** Of the fleet in its repository, with a slash at its end, or empty; asked for where it is needed. */
  readonly folder: () => string;
}

export const reportFormats = {
  text: (report, { colour, interactive, all }) => textReport(report, colour, { all, excerpts: interactive }),
  json: jsonReport,
  sarif: (report, { folder }) => sarifReport(report, folder()),
  junit: junitReport,
  markdown: (report, { all }) => markdownReport(report, all),
} as const satisfies Readonly<Record<string, (report: Report, options: FormatOptions) => string>>;

export type ReportFormat = keyof typeof reportFormats;
