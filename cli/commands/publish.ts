import { resolve } from "node:path";
import { ContentCollector } from "../../compiler/emit/content.ts";
import type { Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { provenanceOf } from "../provenance.ts";
import { publishFleet } from "../publish-fleet.ts";
import { lineOf, worstOf } from "../published.ts";
import { textReport } from "../report/text.ts";
import { checkSession, exitCodeOf, openSession } from "../session.ts";

export const run: Run = async ({ values }, terminal) => {
  const session = await openSession(values, terminal);
  const collector = new ContentCollector();
  const report = checkSession(session, collector.sink);
  const code = exitCodeOf(report, values["strict"] === true);
  if (report.findings.length > 0) terminal.talk(textReport(report, terminal.colour));
  const { fleet } = session.loaded;
  if (code !== exitCode.fine || !fleet) return code;
  const given = String(values["to"]);
  const base = /^[a-z][a-z0-9+.-]*:\/\/|^[^/\s]+@[^/\s]+:/i.test(given) ? given : resolve(terminal.cwd, given);
  const provenance = provenanceOf(session.root);
  const options = { base: base.replace(/\/+$/, ""), overwrite: values["overwrite"] === true, today: session.today };
  const published = await publishFleet(fleet, collector.finish(fleet, provenance), provenance, options);
  for (const each of published) {
    const { text, isTrouble } = lineOf(each);
    (isTrouble ? terminal.talk : terminal.out)(text);
  }
  return worstOf(published);
};
