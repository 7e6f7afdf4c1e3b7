/** `flotilla check`: checks the fleet against its rules. */

import { folderInRepository } from "../../pipeline/fleet-git.ts";
import { stageFleet } from "../../pipeline/stage-fleet.ts";
import { fixFault, fixFleet } from "../check/fix.ts";
import { type BaselineWish, writeBaseline } from "../check/write-baseline.ts";
import { trustedCode } from "../code-from.ts";
import type { Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { exitCodeOfReport } from "../report/exit-code-of.ts";
import { type ReportFormat, reportFormats } from "../report/formats.ts";
import { refreshSchemas } from "../schema/written-schemas.ts";
import { runSettings } from "../settings.ts";

export const run: Run = async ({ values }, terminal) => {
  const settings = runSettings(values, terminal);
  const code = trustedCode(values, settings, terminal);
  if (typeof code === "string") {
    terminal.stderr(`flotilla check: --code-from: ${code}\n`);
    return exitCode.invalid;
  }
  const fault = fixFault(values);
  if (fault !== undefined) {
    terminal.stderr(`flotilla check: ${fault}\n`);
    return exitCode.invalid;
  }
  const told = values["fix"] === true ? await fixFleet({ ...settings, code }, values, terminal) : undefined;
  if (told) return exitCodeOfReport(told, values["strict"] === true);
  const check = async () => {
    const { report, session, discard } = await stageFleet({ ...settings, code });
    await discard();
    return { report, baseline: session.loaded.fleet?.baseline ?? [] };
  };
  let checked = await check();
  const wish = values["baseline"] as BaselineWish | undefined;
  if (wish) {
    terminal.stderr(writeBaseline(settings.root, wish, checked.report, checked.baseline));
    // What everybody finds from now on.
    checked = await check();
  }
  const { report } = checked;
  const format = (values["format"] ?? "text") as ReportFormat;
  const folder = () => folderInRepository(settings.root);
  terminal.stdout(reportFormats[format](report, { ...terminal, all: values["all"] === true, folder }));
  // Where nobody looks, a check that writes into the tree is a surprise.
  if (terminal.interactive && !terminal.env["CI"]) {
    for (const path of await refreshSchemas(settings)) terminal.stderr(`wrote ${path} anew for editors\n`);
  }
  return exitCodeOfReport(report, values["strict"] === true);
};
