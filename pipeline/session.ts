/** Loads one fleet for one run, and checks it in one thread. */

import { type CompileRequest, type CompileResult, compile } from "../compiler/compile.ts";
import { type LoadedFleet, loadFleet, type Selection } from "../compiler/load/load-fleet.ts";
import { locate } from "../compiler/load/locate.ts";
import { stablePlaces } from "../compiler/load/stable-place.ts";
import type { Region } from "../constructs/region.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { judgeBaseline, type NextBaseline } from "../policies/baseline.ts";
import { applyExemptions } from "../policies/exempt.ts";
import { groupFindings } from "../policies/group.ts";
import { withoutRepeated } from "../policies/repeated.ts";
import { type LoadedCode, loadCode } from "./own-code.ts";
import { type Report, sortFindings } from "./report/report.ts";
import type { RunSettings } from "./settings.ts";
import { version } from "./version.ts";

/** One fleet, loaded for one run. */
export interface Session {
  readonly settings: RunSettings;
  readonly loaded: LoadedFleet;
  readonly code: LoadedCode;
}

export async function openSession(settings: RunSettings): Promise<Session> {
  const code = await loadCode(settings);
  const loaded =
    code.diagnostics.length > 0
      ? { fleet: undefined, selection: nothing, diagnostics: code.diagnostics, textOf: () => undefined }
      : loadFleet(settings.root, code.catalogue, settings.regions, { ...code, cache: settings.cache });
  return { settings, loaded, code };
}

const nothing: Selection = { regions: [], centre: false };

/** Checks everything; the sink gets the files while that goes on, and may use them once the report has no errors. */
export function checkSession(session: Session, sink?: CompileRequest["sink"]): Report {
  const result = compileSession(session, sink);
  return result ? checkedReport(session, result) : reportOf(session, session.loaded.diagnostics, [], undefined);
}

/** The same before exemptions; undefined when the files are faulty. */
export function compileSession(session: Session, sink?: CompileRequest["sink"]): CompileResult | undefined {
  const { settings, loaded, code } = session;
  const { fleet, selection } = loaded;
  if (!fleet || hasErrors(session)) return undefined;
  const facts = { today: settings.today, ...code.fingerprints() };
  const { rules, engines } = code;
  return compile({ fleet, selection, rules, facts, engines, ...(sink && { sink }) });
}

/** Whether the files are so wrong that rules would only repeat it. */
export function hasErrors({ loaded }: Session): boolean {
  return loaded.diagnostics.some((each) => each.severity === "error");
}

/**
 * The report on a result, after exemptions and the baseline.
 *
 * @param further errors of rules on changes, to which exemptions were applied
 * @param regions those that the result is of: nothing elsewhere can be called unused or mended
 */
export function checkedReport(
  session: Session,
  result: CompileResult,
  further: readonly Diagnostic[] = [],
  regions: readonly Region[] = session.loaded.selection.regions,
): Report {
  const { settings, loaded, code } = session;
  const { fleet } = loaded;
  const findings = [...loaded.diagnostics, ...result.diagnostics];
  if (!fleet) return reportOf(session, findings, [], undefined);
  const { rules } = code;
  const evaluated = { regions };
  const { kept, exempted } = applyExemptions(findings, fleet, settings.today, evaluated, rules);
  // Before repetitions go: what a baseline holds explains nothing.
  const judged = judgeBaseline(kept, fleet, rules, stablePlaces(loaded.textOf), evaluated);
  return {
    ...reportOf(session, [...withoutRepeated(judged.kept), ...further], exempted, result),
    baselined: sortFindings(locate(groupFindings(judged.held), loaded.textOf)),
    nextBaseline: judged.next,
  };
}

const noBaseline: NextBaseline = { shrunk: [], grown: [] };

/** @param result undefined when the rules were not run */
export function reportOf(
  { loaded, code }: Session,
  kept: readonly Diagnostic[],
  exempted: readonly Diagnostic[],
  result: CompileResult | undefined,
): Report {
  return {
    fleet: loaded.fleet?.spec.name,
    toolVersion: version,
    findings: sortFindings(locate(groupFindings(kept), loaded.textOf)),
    exempted: sortFindings(locate(groupFindings(exempted), loaded.textOf)),
    baselined: [],
    nextBaseline: noBaseline,
    rules: code.rules,
    planned: loaded.selection.regions.flatMap(({ sites }) => sites).filter((site) => !site.isEmitted).length,
    evaluated: result !== undefined,
    counts: result?.counts ?? { sites: 0, repositories: 0, objects: 0, files: 0 },
  };
}

/** The report with more findings, which no exemption and no baseline covers. */
export function withFindings({ loaded }: Session, report: Report, more: readonly Diagnostic[]): Report {
  const findings = [...report.findings, ...locate(groupFindings(more), loaded.textOf)];
  return { ...report, findings: sortFindings(findings) };
}
