/** `flotilla check`: checks the fleet against its rules. */

import { stageFleet } from "../../pipeline/stage-fleet.ts";
import type { Run } from "../command.ts";
import { exitCodeOfReport } from "../report/exit-code-of.ts";
import { type ReportFormat, reportFormats } from "../report/formats.ts";
import { runSettings } from "../settings.ts";

export const run: Run = async ({ values }, terminal) => {
  const { report, discard } = await stageFleet(runSettings(values, terminal));
  await discard();
  const format = (values["format"] ?? "text") as ReportFormat;
  terminal.stdout(reportFormats[format](report, terminal.colour));
  return exitCodeOfReport(report, values["strict"] === true);
};
