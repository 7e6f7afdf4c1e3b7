import { checkFleet, joinResults } from "../compiler/compile.ts";
import { repositoryNames } from "../compiler/lower/lower-repository.ts";
import type { Report } from "./report/report.ts";
import { type Destination, RepositoryStager } from "./repository-stager.ts";
import { checkedReport, hasErrors, openSession, reportOf, type Session } from "./session.ts";
import type { RunSettings } from "./settings.ts";
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
  const stager = new RepositoryStager({ of: () => fleet, whole: () => fleet }, destination, code);
  const names = repositoryNames(fleet, selection);
  const compiling = compile(localWorker(stager, names), names);
  const facts = { today: settings.today, ...code.fingerprints() };
  const { rules, engines } = code;
  const found = checkFleet({ fleet, selection, rules, facts, engines });
  return { session, report: checkedReport(session, joinResults(found, selection, await compiling)), commit, discard };
}
