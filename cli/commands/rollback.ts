/** `flotilla rollback`: brings a region back to an earlier commit of its repository. */

import { GitError } from "../../git/repository/git-error.ts";
import { didYouMean } from "../../model/suggest.ts";
import { textReport } from "../../pipeline/report/text.ts";
import { rollBack } from "../../pipeline/rollback.ts";
import { hasErrors, openSession, reportOf } from "../../pipeline/session.ts";
import type { Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { exitCodeOfPublish } from "../report/exit-code-of.ts";
import { summaryLine } from "../report/published.ts";
import { repositoryBase } from "../repository-base.ts";
import { runSettings } from "../settings.ts";

export const run: Run = async ({ values, positionals }, terminal) => {
  const refuse = (message: string) => {
    terminal.stderr(`flotilla rollback: ${message}\n`);
    return exitCode.invalid;
  };
  const [name = ""] = positionals;
  const session = await openSession(runSettings(values, terminal));
  const { fleet, diagnostics } = session.loaded;
  if (!fleet || hasErrors(session)) {
    terminal.stderr(textReport(reportOf(session, diagnostics, [], undefined), terminal.colour));
    return exitCode.invalid;
  }
  const names = ["centre", ...fleet.regions.map((each) => each.name)];
  if (!names.includes(name)) return refuse(`found ${name}, expected a region or centre${didYouMean(name, names)}`);
  const base = repositoryBase(String(values["in"] ?? fleet.spec.repositories), terminal.cwd);
  if (typeof base !== "string") return refuse(`--in: ${base.message}\n  next: ${base.hint}`);
  const commit = String(values["to"]);
  const { code, settings } = session;
  const request = { fleet, code, name, base, commit, today: settings.today, overwrite: values["overwrite"] === true };
  try {
    const done = await rollBack(request);
    const { text, isError } = summaryLine(done);
    (isError ? terminal.stderr : terminal.stdout)(text);
    return exitCodeOfPublish([done]);
  } catch (cause) {
    if (!(cause instanceof GitError)) throw cause;
    return refuse(`${cause.message}\n  next: ${cause.hint}`);
  }
};
