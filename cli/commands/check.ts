import type { Run } from "../command.ts";
import { proveFleet } from "../prove-fleet.ts";
import { type ReportFormat, reportFormats } from "../report/formats.ts";
import { exitCodeOf } from "../report/report.ts";

export const run: Run = async ({ values }, terminal) => {
  const { report, discard } = await proveFleet(values, terminal);
  await discard();
  const format = (values["format"] ?? "text") as ReportFormat;
  terminal.out(reportFormats[format](report, terminal.colour));
  return exitCodeOf(report, values["strict"] === true);
};
