/** What a plan has to know of its base as a whole. */

import { checkFleet, joinResults } from "../../compiler/compile.ts";
import { CENTRE } from "../../compiler/lower/lower-repository.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import type { Report } from "../report/report.ts";
import { checkedReport, hasErrors, openSession, reportOf } from "../session.ts";
import type { RunSettings } from "../settings.ts";
import { CompiledVersion } from "./compiled-version.ts";
import { openVersion } from "./open-version.ts";
import type { ComparedRepository } from "./repository-comparer.ts";
import type { FilesSource, VersionSource, WrittenVersion } from "./version.ts";

export interface BaseSide {
  readonly version: CompiledVersion | WrittenVersion;
  /** Everything but its zones; undefined where it is written already. */
  readonly fleet: Fleet | undefined;
  /** Names of its repositories. */
  readonly names: readonly string[];
}

/** @returns a report when the files of the base are faulty */
export async function openBase(
  base: VersionSource,
  settings: RunSettings,
  inHead: readonly string[],
): Promise<BaseSide | { readonly report: Report }> {
  const { regions } = settings;
  const version = await openVersion(base, settings);
  if (!(version instanceof CompiledVersion)) {
    const all = await version.names(inHead);
    return { version, fleet: undefined, names: all.filter((name) => regions.length === 0 || regions.includes(name)) };
  }
  const fleet = version.fleetWith(CENTRE);
  const only = regions.filter((name) => name === CENTRE || fleet?.regions.some((each) => each.name === name));
  const names = regions.length > 0 && only.length === 0 ? [] : version.names(only);
  if (fleet && names) return { version, fleet, names };
  const report = await faultsOf(base, { ...settings, regions: [] });
  if (!report) throw new Error("the files of the base changed while they were read; run again");
  return { report };
}

/** What exemptions cover in the base. @param ids of the rules that they name; nothing is looked at where there are none */
export async function exemptedOf(
  base: VersionSource,
  settings: RunSettings,
  compared: readonly ComparedRepository[],
  ids: readonly string[],
): Promise<Report["exempted"]> {
  if (base.kind !== "files" || ids.length === 0) return [];
  const session = await openSession(ofBase(base, settings));
  const { loaded, code } = session;
  const { fleet, selection } = loaded;
  if (!fleet) return [];
  const facts = { today: settings.today, ...code.fingerprints() };
  const rules = code.rules.filter(({ id }) => ids.includes(id));
  const found = checkFleet({ fleet, selection, rules, facts, engines: code.engines });
  const objects = compared.map(({ foundBefore }) => ({ diagnostics: foundBefore, files: 0, objects: 0 }));
  return checkedReport(session, joinResults(found, selection, objects)).exempted;
}

/** Undefined when there are none. */
export async function faultsOf(base: VersionSource, settings: RunSettings): Promise<Report | undefined> {
  if (base.kind !== "files") return undefined;
  const session = await openSession(ofBase(base, settings));
  return hasErrors(session) ? reportOf(session, session.loaded.diagnostics, [], undefined) : undefined;
}

function ofBase({ root, code }: FilesSource, settings: RunSettings): RunSettings {
  return { ...settings, root, code, regions: [] };
}
