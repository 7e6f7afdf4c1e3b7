/** `flotilla map`: the fleet as it is, as a page to look at or as a document. */

import { resolve } from "node:path";
import { fleetMap } from "../../compiler/map/fleet-map.ts";
import { isolationClasses } from "../../compiler/reach/isolation-classes.ts";
import { withoutExcerpt } from "../../pipeline/report/report.ts";
import { textReport } from "../../pipeline/report/text.ts";
import { stageFleet } from "../../pipeline/stage-fleet.ts";
import type { Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { jsonMap } from "../map/json.ts";
import { writePage } from "../page/write-page.ts";
import { exitCodeOfReport } from "../report/exit-code-of.ts";
import { runSettings } from "../settings.ts";
import { writeWholeFile } from "../write-whole-file.ts";

export const run: Run = async ({ values }, terminal) => {
  const isJson = values["format"] === "json";
  const out = values["out"] === undefined ? undefined : resolve(terminal.cwd, String(values["out"]));
  if (out === undefined && !isJson) {
    terminal.stderr("flotilla map: expected --out FILE for the page, or --format json\n");
    return exitCode.invalid;
  }
  const { session, report, discard } = await stageFleet(runSettings(values, terminal));
  await discard();
  const { fleet, selection } = session.loaded;
  if (!fleet || !report.evaluated) {
    terminal.stderr(textReport(report, terminal.colour));
    return exitCodeOfReport(report, false);
  }
  const content = { map: fleetMap(fleet, selection), findings: report.findings.map(withoutExcerpt) };
  const { textOf } = session.loaded;
  if (out === undefined) terminal.stdout(jsonMap(content));
  else if (isJson) writeWholeFile(out, jsonMap(content));
  else {
    // They read lines of the fleet's files and objects of its sites, for which no document has room.
    const { listedPaths } = await import("../list/paths.ts");
    const { listedIsolation } = await import("../list/isolation.ts");
    const request = { fleet, selection, scope: {}, engines: session.code.engines, textOf };
    const isolation = isolationClasses(listedIsolation(request));
    writePage(out, { ...content, paths: listedPaths(request), isolation });
  }
  return exitCodeOfReport(report, false);
};
