/** `flotilla publish`: commits each region's content to its Git repository. */

import { resolve } from "node:path";
import { textReport } from "../../pipeline/report/text.ts";
import { stageFleet } from "../../pipeline/stage-fleet.ts";
import type { Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { exitCodeOfPublish, exitCodeOfReport } from "../report/exit-code-of.ts";
import { summaryLine } from "../report/published.ts";
import { runSettings } from "../settings.ts";

export const run: Run = async ({ values }, terminal) => {
  const given = String(values["to"]);
  const isUrl = /^[a-z][a-z0-9+.-]*:\/\/|^[^/\s]+@[^/\s]+:/i.test(given);
  const base = (isUrl ? given : resolve(terminal.cwd, given)).replace(/\/+$/, "");
  const { report, commit, discard } = await stageFleet(runSettings(values, terminal), {
    base,
    overwrite: values["overwrite"] === true,
  });
  const code = exitCodeOfReport(report, values["strict"] === true);
  if (report.findings.length > 0) terminal.stderr(textReport(report, terminal.colour));
  if (code !== exitCode.ok) {
    await discard();
    return code;
  }
  const published = await commit();
  for (const each of published) {
    const { text, isError } = summaryLine(each);
    (isError ? terminal.stderr : terminal.stdout)(text);
  }
  return exitCodeOfPublish(published);
};
