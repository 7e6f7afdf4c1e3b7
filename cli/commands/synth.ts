/** `flotilla synth`: writes the content of the repositories into a folder. */

import { join, resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { ContentCollector } from "../../compiler/emit/content.ts";
import { deletedNames } from "../../compiler/emit/content-change.ts";
import { inventoryPath } from "../../model/inventory.ts";
import { inventoryText } from "../../model/inventory-text.ts";
import { provenanceOf } from "../../pipeline/provenance.ts";
import { findingText, textReport } from "../../pipeline/report/text.ts";
import { checkSession, openSession } from "../../pipeline/session.ts";
import { version } from "../../pipeline/version.ts";
import type { Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { exitCodeOfReport } from "../report/exit-code-of.ts";
import { runSettings } from "../settings.ts";
import { planTree } from "../tree-plan.ts";
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
  const trees = collector.finish(fleet, provenanceOf(session.settings.root)).map((content) => {
    const paths = new Set([...content.files.map(({ path }) => path), inventoryPath]);
    return { ...content, ...planTree({ out, fleet: fleet.spec.name, repository: content.name }, paths) };
  });
  const diagnostics = trees.flatMap((tree) => tree.diagnostics);
  if (diagnostics.length > 0) {
    terminal.stderr(diagnostics.map((each) => findingText(each, terminal.colour)).join("\n"));
    const isDamaged = diagnostics.every(({ code }) => code === "tree/damaged-inventory");
    return isDamaged ? exitCode.invalid : exitCode.ownership;
  }
  for (const { name: repository, sites, files, stale, before } of trees) {
    const texts = new Map(files.map(({ path, text }) => [path, text]));
    texts.set(inventoryPath, inventoryText({ toolVersion: version, fleet: fleet.spec.name, repository, sites }, files));
    const { written, removed } = writeTree(join(out, repository), texts, stale);
    // Between two repositories a Ctrl-C is heard.
    await setImmediate();
    const deleted = deletedNames({ sites, files }, before);
    const names = deleted.length > 0 ? `  deleted: ${deleted.join("; ")}\n` : "";
    terminal.stdout(`${repository}: ${texts.size} files, ${written} written, ${removed} removed\n${names}`);
  }
  return exitCode.ok;
};
