import { checkFleet, joinResults } from "../compiler/compile.ts";
import { repositoryNames } from "../compiler/lower/lower-repository.ts";
import { rules } from "../policies/rules.ts";
import type { Report } from "./report/report.ts";
import { type Destination, Work } from "./repository-stager.ts";
import { checkedReport, hasFaults, openSession, reportOf, type Session } from "./session.ts";
import type { RunSettings } from "./settings.ts";
import { ownLane } from "./workers/worker.ts";
import type { Workforce } from "./workers/worker-pool.ts";

/** A fleet that was checked, with its repositories written as far as nobody can see it. */
export interface Proof extends Pick<Workforce, "commit" | "discard"> {
  readonly session: Session;
  readonly report: Report;
}

/** Reads the fleet as a whole, runs the rules on it, and takes a share of the work that the crew has begun. */
export async function prove(
  settings: RunSettings,
  destination: Destination | undefined,
  { compile, commit, discard }: Workforce,
): Promise<Proof> {
  const session = await openSession(settings);
  const { fleet, selection } = session.loaded;
  if (!fleet || hasFaults(session)) {
    await discard();
    const report = reportOf(session, session.loaded.diagnostics, [], undefined);
    return { session, report, commit: async () => [], discard: async () => {} };
  }
  const work = new Work({ of: () => fleet, whole: () => fleet }, destination);
  const names = repositoryNames(fleet, selection);
  const compiling = compile(ownLane(work, names), names);
  const facts = { today: settings.today, ...session.profiles.fingerprints() };
  const found = checkFleet({ fleet, selection, rules, facts });
  return { session, report: checkedReport(session, joinResults(found, selection, await compiling)), commit, discard };
}
