import type { Run } from "../command.ts";
import { type ReportFormat, reportFormats } from "../report/formats.ts";
import { checkSession, exitCodeOf, openSession } from "../session.ts";

export const run: Run = async ({ values }, terminal) => {
  const session = await openSession(values, terminal);
  const report = checkSession(session);
  const format = (values["format"] ?? "text") as ReportFormat;
  terminal.out(reportFormats[format](report, terminal.colour));
  return exitCodeOf(report, values["strict"] === true);
};
