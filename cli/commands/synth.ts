import { resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { ContentCollector } from "../../compiler/emit/content.ts";
import { inventoryPath } from "../../model/inventory.ts";
import { inventoryText } from "../../model/inventory-text.ts";
import { provenanceOf } from "../../pipeline/provenance.ts";
import { textReport } from "../../pipeline/report/text.ts";
import { checkSession, openSession } from "../../pipeline/session.ts";
import type { Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { exitCodeOfReport } from "../report/exit-code-of.ts";
import { runSettings } from "../settings.ts";
import { writeTree } from "../write-tree.ts";

export const run: Run = async ({ values }, terminal) => {
  const session = await openSession(runSettings(values, terminal));
  const collector = new ContentCollector();
  const report = checkSession(session, collector.sink);
  const code = exitCodeOfReport(report, values["strict"] === true);
  if (report.findings.length > 0) terminal.stderr(textReport(report, terminal.colour));
  const { fleet } = session.loaded;
  if (code !== exitCode.ok || !fleet) return code;
  const out = resolve(terminal.cwd, String(values["out"]));
  for (const { name: repository, sites, files } of collector.finish(fleet, provenanceOf(session.settings.root))) {
    const texts = new Map(files.map(({ path, text }) => [path, text]));
    texts.set(inventoryPath, inventoryText({ fleet: fleet.spec.name, repository, sites }, files));
    const { written, removed } = writeTree(out, repository, texts);
    // Between two repositories a Ctrl-C is heard.
    await setImmediate();
    terminal.stdout(`${repository}: ${texts.size} files, ${written} written, ${removed} removed\n`);
  }
  return exitCode.ok;
};
