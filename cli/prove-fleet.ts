import { resolve } from "node:path";
import { checkFleet, joinResults } from "../compiler/compile.ts";
import { repositoryNames } from "../compiler/lower/lower-repository.ts";
import { rules } from "../policies/rules.ts";
import type { Terminal, Values } from "./command.ts";
import { ownLane } from "./lane.ts";
import { provenanceOf } from "./provenance.ts";
import type { Report } from "./report/report.ts";
import { checkedReport, hasFaults, openSession, reportOf, type Session } from "./session.ts";
import { startThreads, threadCount } from "./threads.ts";
import { type Destination, Work } from "./work.ts";
import { type Workforce, workforce } from "./workforce.ts";

/** A fleet that was checked, with its repositories written as far as nobody can see it. */
export interface Proof extends Pick<Workforce, "commit" | "discard"> {
  readonly session: Session;
  readonly report: Report;
}

/**
 * Checks everything, on several threads when the fleet is large. Whoever asks ends it with `commit` or `discard`.
 *
 * @param target where the repositories shall go; nothing is written without it
 */
export async function proveFleet(
  values: Values,
  terminal: Terminal,
  target?: Pick<Destination, "base" | "overwrite">,
): Promise<Proof> {
  const root = resolve(terminal.cwd, String(values["fleet"] ?? "."));
  const today = terminal.now().toISOString().slice(0, 10);
  const destination = target && { ...target, today, provenance: provenanceOf(root) };
  const regions = (values["region"] ?? []) as readonly string[];
  const count = threadCount(root, regions, terminal.env["FLOTILLA_THREADS"]);
  const { compile, commit, discard } = workforce(
    startThreads(count, { root, regions, profiles: terminal.profiles, destination }),
  );
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
  const found = checkFleet({ fleet, selection, rules, facts: { today, ...session.profiles.fingerprints() } });
  const report = checkedReport(session, joinResults(found, selection, await compiling));
  return { session, report, commit, discard };
}
