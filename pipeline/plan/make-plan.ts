/** Makes the plan of a change: compares both sides, runs the rules, puts everything together. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { checkFleet, joinResults } from "../../compiler/compile.ts";
import { exemptionRows } from "../../compiler/diff/exemptions.ts";
import { parseRegions } from "../../compiler/emit/regions-file.ts";
import { type PositionedDocument, rangeOf, readPositions } from "../../compiler/load/parse-yaml.ts";
import { repositoryNames } from "../../compiler/lower/lower-repository.ts";
import { joinedCauses } from "../../compiler/plan/causes.ts";
import { joinParts } from "../../compiler/plan/join-parts.ts";
import { joinedGrowth } from "../../compiler/plan/joined-growth.ts";
import { joinedReferences } from "../../compiler/plan/new-references.ts";
import type { Plan, PlanVersion } from "../../compiler/plan/plan.ts";
import type { PlanSite } from "../../compiler/plan/plan-sites.ts";
import { sitesOfFleet } from "../../compiler/plan/plan-sites.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import type { Source } from "../../model/source.ts";
import { publishedRegions } from "../published-regions.ts";
import type { Report } from "../report/report.ts";
import { checkedReport, hasErrors, openSession, reportOf, type Session } from "../session.ts";
import type { RunSettings } from "../settings.ts";
import { version } from "../version.ts";
import { workerCount } from "../workers/worker-threads.ts";
import { ComparerThreads } from "./comparer-threads.ts";
import { CompiledVersion } from "./compiled-version.ts";
import type { ComparedRepository } from "./repository-comparer.ts";
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
}

export interface PlanResult {
  /** Of the head. */
  readonly report: Report;
  /** Of the base, where its files are so wrong that nothing can be compared with them. */
  readonly baseReport?: Report;
  /** Undefined when one side cannot be compared. */
  readonly plan: Plan | undefined;
}

/** @throws GitError when a published repository cannot be read */
export async function makePlan(request: PlanRequest): Promise<PlanResult> {
  const { settings, base } = request;
  const { root, profiles, today, regions, threads } = settings;
  const checksBase = [root, ...(base.kind === "files" ? [base.root] : [])].some(hasExemptions);
  const comparers = new ComparerThreads(threads ?? threadsFor(request), {
    base: base.kind === "files" ? { ...base, isChecked: checksBase } : base,
    head: { kind: "files", root, code: settings.code, isChecked: true },
    profiles,
    today,
  });
  const session = await openSession(settings);
  const { loaded } = session;
  const { fleet, selection } = loaded;
  const faulty = async (baseReport?: Report): Promise<PlanResult> => {
    await comparers.end();
    const report = reportOf(session, loaded.diagnostics, [], undefined);
    return { report, ...(baseReport && { baseReport }), plan: undefined };
  };
  if (!fleet || hasErrors(session)) return faulty();
  const outline = base.kind === "files" ? await outlineOf(base, settings) : undefined;
  if (outline && "report" in outline) return faulty(outline.report);
  const inHead = repositoryNames(fleet, selection);
  const inBase = outline?.names ?? (base.kind === "published" ? await namesPublished(base.base, inHead, regions) : []);
  const tasks = [...new Set([...inHead, ...inBase])]
    .sort(byName)
    .filter((name) => request.affected?.has(name) !== false)
    .map((name) => ({ name, isIn: { base: inBase.includes(name), head: inHead.includes(name) } }));
  const compared = await comparers.compare(tasks);
  if (!compared) return faulty(await faultsOf(base, settings));
  const exempted = checksBase && base.kind === "files" ? await exemptedOf(base, settings, compared) : [];
  return planOf(request, session, fleet, compared, outline, exempted);
}

/** None where just a few repositories can differ. */
function threadsFor({ settings: { root, regions }, affected }: PlanRequest): number {
  return affected && affected.size <= 2 ? 0 : workerCount(root, regions);
}

function hasExemptions(root: string): boolean {
  return existsSync(join(root, "sites/exemptions.yaml"));
}

function planOf(
  { settings, base, names, publishAt }: PlanRequest,
  session: Session,
  fleet: Fleet,
  compared: readonly ComparedRepository[],
  opened: OpenedBase | undefined,
  exemptedBefore: Report["exempted"],
): PlanResult {
  const { loaded, code } = session;
  const { selection } = loaded;
  const baseFleet = opened?.fleet;
  const facts = { today: settings.today, ...code.fingerprints() };
  const onFleet = checkFleet({ fleet, selection, rules: code.rules, facts, engines: code.engines });
  const result = joinResults(
    onFleet,
    selection,
    compared.map(({ found }) => found),
  );
  const report = checkedReport(
    session,
    result,
    compared.flatMap(({ violations }) => violations),
  );
  const known = new Set(compared.map(({ name }) => name));
  const others = sitesOfFleet(selection).filter(({ region }) => !known.has(region));
  const otherHubs = selection.regions.flatMap(({ name, hub }) => (hub && !known.has(name) ? [hub.path] : []));
  const clusters = (side: "before" | "after") => ({
    sites: [...compared.flatMap((each) => each[side].sites), ...others].sort(byPath),
    hubs: [...compared.flatMap((each) => each[side].hub ?? []), ...otherHubs],
  });
  const exemptions = exemptionRows(
    { fleet: baseFleet ?? fleet, exempted: exemptedBefore },
    { fleet, exempted: report.exempted },
    settings.today,
  );
  const { causes, causesOf } = joinedCauses(
    compared.map((each) => each.causes),
    placeOf(loaded.textOf),
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
      removals: compared.flatMap(({ removals }) => removals),
      fields: compared.flatMap(({ fields }) => fields),
      byHand: onceEach(compared.flatMap(({ byHand }) => byHand)),
      causes,
      upgrades: [
        ...toolUpgrades(compared.map(({ toolVersion }) => toolVersion)),
        ...(opened && base.kind === "files"
          ? codeUpgrades(
              { root: base.root, code: base.code, profiles: opened.profiles },
              { root: settings.root, code: settings.code, profiles: facts.profileHashes },
              compared.filter(({ part }) => part.hash !== "").length,
            )
          : []),
      ],
      timing: { day: settings.today, ...(publishAt !== undefined && { publishAt }), order: "none", windows: "none" },
      images: joinedReferences(compared.map(({ references }) => references)),
      causesOf,
      owners: { base: (baseFleet ?? fleet).owners, head: fleet.owners },
    },
  );
  return { report, plan };
}

/** A line of a file may hold what the finding is about: a credential. */
function withoutExcerpt({ excerpt: _, ...finding }: Plan["findings"][number]): Plan["findings"][number] {
  return finding;
}

/** Line and column of a source; of what is gone only the file is known. */
function placeOf(textOf: (file: string) => string | undefined): (source: Source) => Plan["causes"][number]["at"] {
  const documents = new Map<string, PositionedDocument | undefined>();
  return (source) => {
    const { file } = source;
    if (!documents.has(file)) {
      const text = textOf(file);
      documents.set(file, text === undefined ? undefined : readPositions(text));
    }
    const document = documents.get(file);
    if (!document) return { file };
    const { line, column } = rangeOf(document, source).position;
    return { file, line, column };
  };
}

/** A step that serves several repositories is done once. */
function onceEach(items: Plan["byHand"]): Plan["byHand"] {
  return [...new Map(items.map((item) => [[item.at, item.when, item.what].join("\n"), item])).values()];
}

interface OpenedBase {
  readonly fleet: Fleet;
  /** Hashes of the sources of profiles. */
  readonly profiles: ReadonlyMap<string, string>;
  readonly names: readonly string[];
}

/** Everything of the base but its zones; a report when its files are faulty. */
async function outlineOf(
  base: VersionSource & { readonly kind: "files" },
  { profiles, regions, ...rest }: RunSettings,
): Promise<OpenedBase | { readonly report: Report }> {
  const opened = await CompiledVersion.open(base, profiles);
  const fleet = opened.fleetWith("centre");
  const names =
    fleet &&
    opened.names(regions.filter((name) => fleet.regions.some((each) => each.name === name) || name === "centre"));
  if (fleet && names) return { fleet, profiles: opened.code.fingerprints().profileHashes, names };
  const report = await faultsOf(base, { ...rest, profiles, regions: [] });
  if (!report) throw new Error("the files of the base changed while they were read; run again");
  return { report };
}

/** What exemptions cover in the base. */
async function exemptedOf(
  base: VersionSource & { readonly kind: "files" },
  settings: RunSettings,
  compared: readonly ComparedRepository[],
): Promise<Report["exempted"]> {
  const session = await openSession({ ...settings, root: base.root, code: base.code, regions: [] });
  const { fleet, selection } = session.loaded;
  if (!fleet) return [];
  const { rules, engines, fingerprints } = session.code;
  const found = checkFleet({ fleet, selection, rules, facts: { today: settings.today, ...fingerprints() }, engines });
  const objects = compared.map(({ foundBefore }) => ({ diagnostics: foundBefore, files: 0, objects: 0 }));
  return checkedReport(session, joinResults(found, selection, objects)).exempted;
}

async function faultsOf(base: VersionSource, settings: RunSettings): Promise<Report | undefined> {
  if (base.kind !== "files") return undefined;
  const session = await openSession({ ...settings, root: base.root, code: base.code, regions: [] });
  return hasErrors(session) ? reportOf(session, session.loaded.diagnostics, [], undefined) : undefined;
}

/** The centre's repository lists the regions that were ever published with it. */
async function namesPublished(
  base: string,
  now: readonly string[],
  only: readonly string[],
): Promise<readonly string[]> {
  const regions = Object.keys(parseRegions(await publishedRegions(base)) ?? {});
  return [...new Set([...now, ...regions])].filter((name) => only.length === 0 || only.includes(name));
}

/** The centre first. */
const byName = (a: string, b: string): number => (a === "centre" ? -1 : b === "centre" ? 1 : a < b ? -1 : 1);
const byPath = (a: PlanSite, b: PlanSite): number => (a.path < b.path ? -1 : 1);
