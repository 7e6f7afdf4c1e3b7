import { resolve } from "node:path";
import { textReport } from "../../pipeline/report/text.ts";
import { proveFleet } from "../../pipeline/stage-fleet.ts";
import type { Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { exitCodeOfPublish, exitCodeOfReport } from "../report/exit-code-of.ts";
import { lineOf } from "../report/published.ts";
import { runSettings } from "../settings.ts";

export const run: Run = async ({ values }, terminal) => {
  const given = String(values["to"]);
  const isUrl = /^[a-z][a-z0-9+.-]*:\/\/|^[^/\s]+@[^/\s]+:/i.test(given);
  const base = (isUrl ? given : resolve(terminal.cwd, given)).replace(/\/+$/, "");
  const { report, commit, discard } = await proveFleet(runSettings(values, terminal), {
    base,
    overwrite: values["overwrite"] === true,
  });
  const code = exitCodeOfReport(report, values["strict"] === true);
  if (report.findings.length > 0) terminal.talk(textReport(report, terminal.colour));
  if (code !== exitCode.fine) {
    await discard();
    return code;
  }
  const published = await commit();
  for (const each of published) {
    const { text, isTrouble } = lineOf(each);
    (isTrouble ? terminal.talk : terminal.out)(text);
  }
  return exitCodeOfPublish(published);
};
