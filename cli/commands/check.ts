/** `flotilla check`: checks the fleet against its rules. */

import { folderInRepository } from "../../pipeline/fleet-git.ts";
import type { Report } from "../../pipeline/report/report.ts";
import { plural } from "../../pipeline/report/text.ts";
import { type Session, withFindings } from "../../pipeline/session.ts";
import { stageFleet } from "../../pipeline/stage-fleet.ts";
import { fixFault, fixFleet } from "../check/fix.ts";
import { type BaselineWish, writeBaseline } from "../check/write-baseline.ts";
import { trustedCode } from "../code-from.ts";
import type { Run, Terminal } from "../command.ts";
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
    return { report, session, baseline: session.loaded.fleet?.baseline ?? [] };
  };
  let checked = await check();
  const wish = values["baseline"] as BaselineWish | undefined;
  if (wish) {
    terminal.stderr(writeBaseline(settings.root, wish, checked.report, checked.baseline));
    // What everybody finds from now on.
    checked = await check();
  }
  const report = values["registry"] === true ? await withImages(checked, terminal) : checked.report;
  const format = (values["format"] ?? "text") as ReportFormat;
  const folder = () => folderInRepository(settings.root);
  terminal.stdout(reportFormats[format](report, { ...terminal, all: values["all"] === true, folder }));
  // Where nobody looks, a check that writes into the tree is a surprise.
  if (terminal.interactive && !terminal.env["CI"]) {
    for (const path of await refreshSchemas(settings)) terminal.stderr(`wrote ${path} anew for editors\n`);
  }
  return exitCodeOfReport(report, values["strict"] === true);
};

/** The report with what registries say of the images; nobody asks them for a fleet whose files are wrong. */
async function withImages(
  { report, session }: { report: Report; session: Session },
  terminal: Terminal,
): Promise<Report> {
  if (!report.evaluated) return report;
  const { checkImages } = await import("../../pipeline/registry/check-images.ts");
  const { findings, images } = await checkImages(session, terminal.env);
  terminal.stderr(`asked registries for ${plural(images, "image")}\n`);
  return withFindings(session, report, findings);
}
