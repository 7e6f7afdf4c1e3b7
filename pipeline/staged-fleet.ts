import { checkFleet, joinResults } from "../compiler/compile.ts";
import { repositoryNames } from "../compiler/lower/lower-repository.ts";
import { regionViolations } from "../compiler/region-violations.ts";
import type { Destination } from "./destination.ts";
import { publishedRegions } from "./published-regions.ts";
import type { Report } from "./report/report.ts";
import { RepositoryStager } from "./repository-stager.ts";
import { checkedReport, hasErrors, openSession, reportOf, type Session } from "./session.ts";
import type { RunSettings } from "./settings.ts";
import { openUnitStore } from "./unit-store.ts";
import { localWorker } from "./workers/worker.ts";
import type { WorkerPool } from "./workers/worker-pool.ts";

/** A fleet that was checked, with its repositories written as far as nobody can see it. */
export interface StagedFleet extends Pick<WorkerPool, "commit" | "discard"> {
  readonly session: Session;
  readonly report: Report;
}

/** Reads the fleet as a whole, runs the rules on it, and takes a share of the work that the pool has begun. */
export async function stageWith(
  settings: RunSettings,
  destination: Destination | undefined,
  { compile, commit, discard }: WorkerPool,
): Promise<StagedFleet> {
  const session = await openSession(settings);
  const { code, loaded } = session;
  const { fleet, selection } = loaded;
  if (!fleet || hasErrors(session)) {
    await discard();
    const report = reportOf(session, loaded.diagnostics, [], undefined);
    return { session, report, commit: async () => [], discard: async () => {} };
  }
  const units = openUnitStore(settings, code);
  const stager = new RepositoryStager({ of: () => fleet, whole: () => fleet }, destination, code, units);
  const names = repositoryNames(fleet, selection);
  const compiling = compile(localWorker(stager, names), names);
  const published = destination && publishedRegions(destination.base);
  const { rules, engines } = code;
  const facts = { today: settings.today, ...code.fingerprints() };
  const found = checkFleet({ fleet, selection, rules, facts, engines });
  // Of two that fail, the second must not be left without anybody who hears of it.
  const [compiled, regions] = await Promise.all([compiling, published]);
  const result = joinResults(found, selection, compiled);
  // A region under another name must not get its repository while the centre refuses it.
  const renames = destination ? regionViolations(fleet, selection, regions, settings.today, engines) : [];
  return { session, report: checkedReport(session, result, renames), commit, discard };
}
