/** `flotilla synth`: writes the content of the repositories into a folder. */

import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { ContentCollector } from "../../compiler/emit/content.ts";
import { removalLines } from "../../compiler/emit/removals.ts";
import { kindFacts } from "../../compiler/kind-facts.ts";
import { removalsOfPublish } from "../../compiler/read-removals.ts";
import { type Inventory, inventoryPath } from "../../model/inventory.ts";
import { inventoryText } from "../../model/inventory-text.ts";
import type { ReadTexts } from "../../model/repository-file.ts";
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
  const kinds = kindFacts(fleet.catalogue, session.code.engines);
  for (const { name: repository, sites, files, stale, before } of trees) {
    const texts = new Map(files.map(({ path, text }) => [path, text]));
    texts.set(inventoryPath, inventoryText({ toolVersion: version, fleet: fleet.spec.name, repository, sites }, files));
    const removals = await removalsOfPublish(
      { sites, files },
      before,
      textsBelow(join(out, repository), before),
      kinds,
    );
    const { written, removed } = writeTree(join(out, repository), texts, stale);
    // Between two repositories a Ctrl-C is heard.
    await setImmediate();
    const names = removalLines(removals)
      .map((line) => `  ${line}\n`)
      .join("");
    terminal.stdout(`${repository}: ${texts.size} files, ${written} written, ${removed} removed\n${names}`);
  }
  return exitCode.ok;
};

/** Reads the texts that an earlier run left in a folder, by the blob ids of its inventory; what is not there is left out. */
function textsBelow(folder: string, before: Inventory | undefined): ReadTexts {
  const paths = new Map(Object.entries(before?.files ?? {}).map(([path, { id }]) => [id, join(folder, path)]));
  return async (ids) =>
    new Map(
      ids.flatMap((id) => {
        const path = paths.get(id);
        return path !== undefined && existsSync(path) ? [[id, readFileSync(path, "utf8")] as const] : [];
      }),
    );
}
