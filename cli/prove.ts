import { checkFleet, joinResults } from "../compiler/compile.ts";
import { repositoryNames } from "../compiler/lower/lower-repository.ts";
import { rules } from "../policies/rules.ts";
import type { Terminal, Values } from "./command.ts";
import { ownLane } from "./lane.ts";
import type { Report } from "./report/report.ts";
import { checkedReport, hasFaults, openSession, reportOf, type Session } from "./session.ts";
import { type Destination, Work } from "./work.ts";
import type { Workforce } from "./workforce.ts";

/** A fleet that was checked, with its repositories written as far as nobody can see it. */
export interface Proof extends Pick<Workforce, "commit" | "discard"> {
  readonly session: Session;
  readonly report: Report;
}

/** Reads the fleet as a whole, runs the rules on it, and takes a share of the work that the crew has begun. */
export async function prove(
  values: Values,
  terminal: Terminal,
  destination: Destination | undefined,
  { compile, commit, discard }: Workforce,
): Promise<Proof> {
  const session = await openSession(values, terminal);
  const { fleet, selection } = session.loaded;
  if (!fleet || hasFaults(session)) {
    await discard();
    const report = reportOf(session, session.loaded.diagnostics, [], undefined);
    return { session, report, commit: async () => [], discard: async () => {} };
  }
  const work = new Work({ of: () => fleet, whole: () => fleet }, destination);
  const names = repositoryNames(fleet, selection);
  const compiling = compile(ownLane(work, names), names);
  const facts = { today: session.today, ...session.profiles.fingerprints() };
  const found = checkFleet({ fleet, selection, rules, facts });
  return { session, report: checkedReport(session, joinResults(found, selection, await compiling)), commit, discard };
}
