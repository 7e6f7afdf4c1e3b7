import { resolve } from "node:path";
import type { Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { proveFleet } from "../prove-fleet.ts";
import { lineOf, worstOf } from "../published.ts";
import { exitCodeOf } from "../report/report.ts";
import { textReport } from "../report/text.ts";

export const run: Run = async ({ values }, terminal) => {
  const given = String(values["to"]);
  const isUrl = /^[a-z][a-z0-9+.-]*:\/\/|^[^/\s]+@[^/\s]+:/i.test(given);
  const base = (isUrl ? given : resolve(terminal.cwd, given)).replace(/\/+$/, "");
  const { report, commit, discard } = await proveFleet(values, terminal, {
    base,
    overwrite: values["overwrite"] === true,
  });
  const code = exitCodeOf(report, values["strict"] === true);
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
  return worstOf(published);
};
