/** `flotilla publish`: commits each region's content to its Git repository. */

import { textReport } from "../../pipeline/report/text.ts";
import { stageFleet } from "../../pipeline/stage-fleet.ts";
import type { Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { exitCodeOfPublish, exitCodeOfReport } from "../report/exit-code-of.ts";
import { summaryLine } from "../report/published.ts";
import { repositoryBase } from "../repository-base.ts";
import { runSettings } from "../settings.ts";

export const run: Run = async ({ values }, terminal) => {
  const base = repositoryBase(String(values["to"]), terminal.cwd);
  if (typeof base !== "string") {
    terminal.stderr(`flotilla publish: --to: ${base.message}\n  next: ${base.hint}\n`);
    return exitCode.invalid;
  }
  const { report, commit, discard } = await stageFleet(runSettings(values, terminal), {
    base,
    overwrite: values["overwrite"] === true,
    allowOlderTool: values["allow-older-tool"] === true,
  });
  const code = exitCodeOfReport(report, values["strict"] === true);
  if (report.findings.length > 0) terminal.stderr(textReport(report, terminal.colour));
  if (code !== exitCode.ok) {
    await discard();
    return code;
  }
  // Told as it lands: whoever ends a long run knows which repositories have their new commit.
  const published = await commit((each) => {
    const { text, isError } = summaryLine(each);
    (isError ? terminal.stderr : terminal.stdout)(text);
  });
  return exitCodeOfPublish(published);
};
