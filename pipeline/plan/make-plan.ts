/** Makes the plan of a change: compares both sides, runs the rules, puts everything together. */

import { checkFleet, joinResults } from "../../compiler/compile.ts";
import type { Selection } from "../../compiler/load/load-fleet.ts";
import { CENTRE, centreFollowsSites, repositoryNames } from "../../compiler/lower/lower-repository.ts";
import { type FleetMap, fleetMap } from "../../compiler/map/fleet-map.ts";
import { baselineRows } from "../../compiler/plan/baseline.ts";
import { joinedCauses } from "../../compiler/plan/causes.ts";
import { exemptionRows } from "../../compiler/plan/exemptions.ts";
import { joinParts } from "../../compiler/plan/join-parts.ts";
import { joinedGrowth } from "../../compiler/plan/joined-growth.ts";
import { joinedReferences } from "../../compiler/plan/new-references.ts";
import type { Plan, PlanVersion } from "../../compiler/plan/plan.ts";
import { type PlanSite, sitesOfFleet } from "../../compiler/plan/plan-sites.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import type { Region } from "../../constructs/region.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { type Report, withoutExcerpt } from "../report/report.ts";
import { checkedReport, hasErrors, openSession, reportOf, type Session } from "../session.ts";
import type { RunSettings } from "../settings.ts";
import { version } from "../version.ts";
import { workerCount } from "../workers/worker-threads.ts";
import { type BaseSide, exemptedOf, faultsOf, openBase } from "./base-side.ts";
import { placeOf } from "./cause-places.ts";
import { ComparerThreads } from "./comparer-threads.ts";
import { type CompiledHead, CompiledVersion } from "./compiled-version.ts";
import { conflictFindings } from "./conflict-findings.ts";
import { type ComparedRepository, type ComparisonTask, RepositoryComparer } from "./repository-comparer.ts";
import { codeUpgrades, toolUpgrades } from "./upgrades.ts";
import type { VersionSource } from "./version.ts";

export interface PlanRequest {
  /** Of the head. */
  readonly settings: RunSettings;
  readonly base: VersionSource;
  readonly names: { readonly base: PlanVersion; readonly head: PlanVersion };
  /** When it shall be published, UTC in ISO 8601; undefined: nobody knows. */
  readonly publishAt?: string | undefined;
  /** Names of repositories that may differ; undefined: any. */
  readonly affected?: ReadonlySet<string> | undefined;
  /** The head of a single repository, where whoever asks has compiled it. */
  readonly compiled?: CompiledHead;
}

export interface PlanResult {
  /** Of the head. */
  readonly report: Report;
  /** Of the base, where its files are so wrong that nothing can be compared with them. */
  readonly baseReport?: Report;
  /** Undefined when one side cannot be compared. */
  readonly plan: Plan | undefined;
  /** Makes the map of the fleet after the change, as far as it was asked for; there whenever a plan is. */
  readonly map?: () => FleetMap;
}

/**
 * @param threads that have started; they end with the plan
 * @throws GitError when a published repository cannot be read
 */
export async function makePlan(
  request: PlanRequest,
  threads = new ComparerThreads(request.settings.root, 0),
): Promise<PlanResult> {
  const { settings, base } = request;
  const { root, profiles, cache, today, code } = settings;
  try {
    await threads.begin(threadsFor(request), { base, head: { kind: "files", root, code }, profiles, cache, today });
    const session = request.compiled?.session ?? (await openSession(settings));
    const { fleet } = session.loaded;
    const faulty = (baseReport?: Report): PlanResult => {
      const report = reportOf(session, session.loaded.diagnostics, [], undefined);
      return { report, ...(baseReport && { baseReport }), plan: undefined };
    };
    if (!fleet || hasErrors(session)) return faulty();
    const opened = await openBase(base, settings, repositoryNames(fleet, session.loaded.selection));
    if ("report" in opened) return faulty(opened.report);
    const parts = await comparedParts(request, session, fleet, opened, threads);
    return parts ? planOf(request, session, fleet, opened, parts) : faulty(await faultsOf(base, settings));
  } finally {
    await threads.end();
  }
}

/** No more than regions can differ. The centre waits for them. */
function threadsFor({ settings: { root, regions, threads }, affected }: PlanRequest): number {
  if (threads !== undefined) return threads;
  const most = affected ? affected.size - (affected.has(CENTRE) ? 1 : 0) : Number.POSITIVE_INFINITY;
  return Math.min(workerCount(root, regions), most);
}

interface Parts {
  readonly compared: readonly ComparedRepository[];
  /** What the rules find in the fleet and its sites. */
  readonly onFleet: readonly Diagnostic[];
  /** Ids of the rules that were run on the base too. */
  readonly baseRules: readonly string[];
}

/** Undefined when the files of one side are faulty. */
async function comparedParts(
  { settings, affected, compiled }: PlanRequest,
  session: Session,
  fleet: Fleet,
  base: BaseSide,
  threads: ComparerThreads,
): Promise<Parts | undefined> {
  const { loaded, code } = session;
  const { selection } = loaded;
  const head = CompiledVersion.of(session, compiled?.lowered);
  const comparer = new RepositoryComparer({ base: base.version, head }, settings.today, settings);
  try {
    const baseRules = exemptedRules(fleet, base.fleet);
    const [centre, regions] = tasksOf(repositoryNames(fleet, selection), base, baseRules, affected);
    const comparing = threads.compare(comparer, regions);
    const facts = { today: settings.today, ...code.fingerprints() };
    const ofChange = { ...selection, regions: changing(selection, affected) };
    const onFleet =
      compiled?.result.diagnostics ??
      checkFleet({ fleet, selection: ofChange, rules: code.rules, facts, engines: code.engines });
    const compared = await comparing;
    if (!compared || !centre) return compared && { compared, onFleet, baseRules };
    // It comes last, since only the regions tell whether it needs all of their zones.
    const isWhole = centreFollowsSites(fleet, code.engines) || compared.some(({ isSeenAtCentre }) => isSeenAtCentre);
    const first = await comparer.compare({ ...centre, isWhole });
    return first && { compared: [first, ...compared], onFleet, baseRules };
  } finally {
    comparer.end();
  }
}

/** Regions that may differ: what is found at the others is found without the change too, and `check` tells it. */
function changing({ regions }: Selection, affected: ReadonlySet<string> | undefined): readonly Region[] {
  return regions.filter(({ name }) => affected?.has(name) !== false);
}

/** Ids of rules that exemptions name: whether one begins to be used has to be known, so they are run on the base too. */
function exemptedRules(...fleets: readonly (Fleet | undefined)[]): readonly string[] {
  return [...new Set(fleets.flatMap((fleet) => fleet?.exemptions ?? []).map(({ rule }) => rule))];
}

function tasksOf(
  inHead: readonly string[],
  { names: inBase }: BaseSide,
  baseRules: readonly string[],
  affected: ReadonlySet<string> | undefined,
): readonly [centre: ComparisonTask | undefined, regions: readonly ComparisonTask[]] {
  const names = [...new Set([...inHead, ...inBase])].filter((name) => affected?.has(name) !== false).sort();
  const tasks = names.map(
    (name): ComparisonTask => ({ name, isIn: { base: inBase.includes(name), head: inHead.includes(name) }, baseRules }),
  );
  return [tasks.find(({ name }) => name === CENTRE), tasks.filter(({ name }) => name !== CENTRE)];
}

async function planOf(
  { settings, names, base, publishAt, affected }: PlanRequest,
  session: Session,
  fleet: Fleet,
  opened: BaseSide,
  { compared, onFleet, baseRules }: Parts,
): Promise<PlanResult> {
  const { loaded } = session;
  const { selection } = loaded;
  const result = joinResults(
    onFleet,
    selection,
    compared.map(({ found }) => found),
  );
  const report = checkedReport(
    session,
    result,
    compared.flatMap(({ name, violations, conflicts }) => [
      ...violations,
      ...conflictFindings(name, constructOf(fleet, name), conflicts),
    ]),
    changing(selection, affected),
  );
  const known = new Set(compared.map(({ name }) => name));
  const others = sitesOfFleet(selection).filter(({ region }) => !known.has(region));
  const otherHubs = selection.regions.flatMap(({ name, hub }) => (hub && !known.has(name) ? [hub.path] : []));
  const clusters = (side: "before" | "after") => ({
    sites: [...compared.flatMap((each) => each[side].sites), ...others].sort(byPath),
    hubs: [...compared.flatMap((each) => each[side].hub ?? []), ...otherHubs],
  });
  const exemptions = exemptionRows(
    opened.fleet
      ? { fleet: opened.fleet, exempted: await exemptedOf(base, settings, compared, baseRules) }
      : { fleet, exempted: report.exempted },
    { fleet, exempted: report.exempted },
    settings.today,
    changing(selection, affected),
  );
  const { causes, causesOf } = joinedCauses(
    compared.map((each) => each.causes),
    placeOf(base, loaded.textOf),
  );
  const plan = joinParts(
    compared.map(({ part }) => part),
    clusters("before"),
    clusters("after"),
    {
      fleet: fleet.spec.name,
      tool: version,
      ...names,
      findings: report.findings.map(withoutExcerpt),
      privileges: joinedGrowth(compared.map(({ privileges }) => privileges)),
      exemptions,
      baseline: baselineRows((opened.fleet ?? fleet).baseline, fleet.baseline, report.nextBaseline.shrunk),
      removals: compared.flatMap(({ removals }) => removals),
      fields: compared.flatMap(({ fields }) => fields),
      byHand: onceEach(compared.flatMap(({ byHand }) => byHand)),
      causes,
      upgrades: [
        ...toolUpgrades(compared.map(({ toolVersion }) => toolVersion)),
        ...(opened.version instanceof CompiledVersion && base.kind === "files"
          ? codeUpgrades(
              { root: base.root, code: base.code, profiles: opened.version.code.fingerprints().profileHashes },
              { root: settings.root, code: settings.code, profiles: session.code.fingerprints().profileHashes },
              compared.filter(({ part }) => part.hash !== "").length,
            )
          : []),
      ],
      timing: { day: settings.today, ...(publishAt !== undefined && { publishAt }), order: "none", windows: "none" },
      images: joinedReferences(compared.map(({ references }) => references)),
      causesOf,
      owners: { base: (opened.fleet ?? fleet).owners, head: fleet.owners },
    },
  );
  return { report, plan, map: () => fleetMap(fleet, selection) };
}

/** Of the region, or of the centre. */
function constructOf({ regions, centre }: Fleet, repository: string): string {
  return regions.find(({ name }) => name === repository)?.path ?? centre.path;
}

/** A step that serves several repositories is done once. */
function onceEach(items: Plan["byHand"]): Plan["byHand"] {
  return [...new Map(items.map((item) => [[item.at, item.when, item.what].join("\n"), item])).values()];
}

const byPath = (a: PlanSite, b: PlanSite): number => (a.path < b.path ? -1 : 1);
