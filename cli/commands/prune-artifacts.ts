/** `flotilla prune-artifacts`: takes out of the registry what none of the last deliveries pins. */

import { pruneFleet } from "../../pipeline/artifacts/prune-fleet.ts";
import { plural, textReport } from "../../pipeline/report/text.ts";
import { hasErrors, openSession, reportOf } from "../../pipeline/session.ts";
import type { Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { runSettings } from "../settings.ts";

/** As many deliveries as a rollback goes back, when nothing is said. */
const USUAL = "20";

export const run: Run = async ({ values }, terminal) => {
  const keep = String(values["keep"] ?? USUAL);
  if (!/^[1-9]\d{0,4}$/.test(keep)) {
    terminal.stderr(`flotilla prune-artifacts: found --keep ${keep}, expected a number of deliveries from 1 on\n`);
    return exitCode.invalid;
  }
  const session = await openSession(runSettings(values, terminal));
  const { fleet, selection, diagnostics } = session.loaded;
  if (!fleet || hasErrors(session)) {
    terminal.stderr(textReport(reportOf(session, diagnostics, [], undefined), terminal.colour));
    return exitCode.invalid;
  }
  const isDry = values["dry-run"] === true;
  const done = await pruneFleet(fleet, selection, { keep: Number(keep), isDry });
  if (done.length === 0) terminal.stderr("flotilla prune-artifacts: no region is delivered by artifacts\n");
  let code: 0 | 1 = exitCode.ok;
  for (const { name, result } of done) {
    if (result instanceof Error) {
      terminal.stderr(`${name}: ${result.code}: ${result.message}\n  next: ${result.hint}\n`);
      code = exitCode.unexpected;
      continue;
    }
    const { artifacts, removed, kept } = result;
    const goes = isDry ? "would go" : "removed";
    terminal.stdout(
      `${name}: ${plural(artifacts.length, "artifact")} ${goes}, of ${plural(removed, "old delivery", "old deliveries")}; ${kept} kept\n`,
    );
    if (isDry) terminal.stdout(artifacts.map(([path, digest]) => `  ${path}@${digest}\n`).join(""));
  }
  return code;
};
