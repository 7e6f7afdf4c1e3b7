/** What a change of the fleet does: effects, groups, sites by region and ring. */

import type { Fleet } from "../../constructs/fleet.ts";
import type { EngineTables } from "../../engines/engines.ts";
import type { Effect } from "../../model/kinds/facts.ts";
import { isDerived } from "../../model/layout.ts";
import type { Removals } from "../emit/removals.ts";
import { kindFacts } from "../kind-facts.ts";
import type { LocatedDiagnostic } from "../load/locate.ts";
import type { ByHandItem, FieldRow } from "./by-hand.ts";
import type { RenderedFleet } from "./changes.ts";
import { fileChanges } from "./changes.ts";
import { writtenClusters } from "./cluster-files.ts";
import type { ExemptionRow } from "./exemptions.ts";
import { type ChangeGroup, groupChanges } from "./group.ts";
import { leftBehind, stepsAfterHeld } from "./left-behind.ts";
import { type PrivilegeGrowth, privilegeGrowth } from "./privileges.ts";

/** A row of the table: how many clusters of a region or ring change and how. */
export interface Scope {
  readonly name: string;
  readonly total: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/** `flotilla.dev/diff/v1`: what a change of the fleet does; every other format is written from it. */
export interface DiffReport {
  readonly base: string;
  readonly head: string;
  readonly centre: Scope;
  readonly hubs: Scope;
  readonly regions: readonly Scope[];
  readonly rings: readonly Scope[];
  /** All edge sites. */
  readonly sites: Scope;
  /** Number of constructs that see each effect at its worst or below. */
  readonly effects: readonly { readonly effect: Effect; readonly constructs: number }[];
  readonly files: number;
  readonly groups: readonly ChangeGroup[];
  /** What the rules say of the head, and of the step from the base to it. */
  readonly findings: readonly LocatedDiagnostic[];
  /** Rights that clusters have in the head and had not in the base. */
  readonly privileges: readonly PrivilegeGrowth[];
  /** Exemptions that come, go, begin to cover something or end soon. */
  readonly exemptions: readonly ExemptionRow[];
  /** Fields of living sites of which another value may do harm. */
  readonly fields: readonly FieldRow[];
  /** What goes from each repository, and what becomes of it at the clusters. */
  readonly removals: readonly (Removals & { readonly repository: string })[];
  /** What has to be done by hand, in order. */
  readonly byHand: readonly ByHandItem[];
}

/** One revision of the fleet and everything it becomes. */
export interface CompiledRevision {
  readonly fleet: Fleet;
  readonly rendered: RenderedFleet;
}

export function diffReport(
  base: CompiledRevision,
  head: CompiledRevision,
  names: { readonly base: string; readonly head: string },
  {
    findings,
    exemptions,
    fields,
    removals,
    byHand,
  }: Pick<DiffReport, "findings" | "exemptions" | "fields" | "removals" | "byHand">,
  engines?: EngineTables,
): DiffReport {
  const plainly = fileChanges(base.rendered, head.rendered).filter(({ path }) => !isDerived(path));
  const left = leftBehind(base, head, plainly);
  const changes = plainly.map((change) => (left.has(change) ? { ...change, isOrphaned: true } : change));
  const touched = withParents(changes.map(({ construct }) => construct));
  const sites = siteStates(base.fleet, head.fleet, touched);
  const whole = sites.filter(({ state }) => state === "added" || state === "removed").map(({ path }) => path);
  const groups = groupChanges(changes, whole, kindFacts(head.fleet.catalogue, engines));
  const hubs = head.fleet.regions.flatMap(({ hub }) => hub?.path ?? []);
  const count = (name: string, states: readonly SiteState[]): Scope => ({
    name,
    total: states.filter(({ state }) => state !== "removed").length,
    added: states.filter(({ state }) => state === "added").length,
    changed: states.filter(({ state }) => state === "changed").length,
    removed: states.filter(({ state }) => state === "removed").length,
  });
  const by = (key: (site: SiteState) => string) =>
    [...Map.groupBy(sites, key)]
      .map(([name, states]) => count(name, states))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  const plain = (name: string, paths: readonly string[]): Scope => ({
    name,
    total: paths.length,
    added: 0,
    changed: paths.filter((path) => touched.has(path)).length,
    removed: 0,
  });
  return {
    ...names,
    centre: plain("centre", [head.fleet.centre.path]),
    hubs: plain("hubs", hubs),
    regions: by(({ region }) => region),
    rings: by(({ ring }) => ring),
    sites: count("sites", sites),
    effects: effectCounts(groups),
    files: changes.length,
    groups,
    findings,
    privileges: privilegeGrowth(withClusters(base), withClusters(head), changes),
    exemptions,
    fields,
    removals,
    byHand: [...byHand, ...stepsAfterHeld(left)],
  };
}

/** The constructs and all above them: a change of a host is one of its site. */
function withParents(constructs: readonly string[]): ReadonlySet<string> {
  const all = new Set(constructs);
  for (const construct of new Set(constructs)) {
    for (let slash = construct.lastIndexOf("/"); slash > 0; slash = construct.lastIndexOf("/", slash - 1)) {
      all.add(construct.slice(0, slash));
    }
  }
  return all;
}

interface SiteState {
  readonly path: string;
  readonly region: string;
  readonly ring: string;
  readonly state: "added" | "changed" | "removed" | "same";
}

function siteStates(base: Fleet, head: Fleet, touched: ReadonlySet<string>): readonly SiteState[] {
  const before = new Set(base.regions.flatMap((region) => region.sites.map((site) => site.path)));
  const now = new Set(head.regions.flatMap((region) => region.sites.map((site) => site.path)));
  const current = head.regions.flatMap((region) =>
    region.sites.map(({ path, ring }): SiteState => {
      const state = before.has(path) ? (touched.has(path) ? "changed" : "same") : "added";
      return { path, region: region.name, ring, state };
    }),
  );
  const gone = base.regions.flatMap((region) =>
    region.sites
      .filter(({ path }) => !now.has(path))
      .map(({ path, ring }): SiteState => ({ path, region: region.name, ring, state: "removed" })),
  );
  return [...current, ...gone];
}

function effectCounts(groups: readonly ChangeGroup[]): DiffReport["effects"] {
  const byEffect = Map.groupBy(groups, ({ effect }) => effect);
  return [...byEffect].map(([effect, own]) => ({
    effect,
    constructs: new Set(own.flatMap(({ constructs }) => constructs)).size,
  }));
}

const withClusters = ({ fleet, rendered }: CompiledRevision) => ({ fleet, clusters: writtenClusters(rendered) });
