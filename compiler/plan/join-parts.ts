/** Puts the parts of all repositories together to the plan of the fleet. */

import { hash } from "node:crypto";
import type { Owners } from "../../constructs/fleet.ts";
import { disruptionOf } from "../../model/kinds/disruption.ts";
import { type Effect, effects } from "../../model/kinds/facts.ts";
import { ClassCollector } from "./class-parts.ts";
import { loadOf } from "./load.ts";
import { approvalsOf } from "./needed-approvals.ts";
import { type Plan, type PlanClass, type PlanUnitRow, planSchemaName } from "./plan.ts";
import { planClasses } from "./plan-classes.ts";
import { planMoves } from "./plan-moves.ts";
import type { PlanClusters } from "./plan-sites.ts";
import { type MovedSite, noCounts, type RepositoryPart } from "./repository-part.ts";
import { rolloutOf } from "./rollout.ts";
import { type CountedSite, countedSites, scopeOf, scopeOfClusters, scopesBy } from "./scopes.ts";
import { movesBetween } from "./site-moves.ts";

/** What is known besides the contents. */
export type PlanFacts = Pick<
  Plan,
  | "fleet"
  | "tool"
  | "base"
  | "head"
  | "findings"
  | "privileges"
  | "exemptions"
  | "baseline"
  | "fields"
  | "removals"
  | "byHand"
  | "causes"
  | "upgrades"
  | "timing"
  | "images"
> & {
  /** Ids of causes by the key of a class. */
  readonly causesOf: (key: string) => readonly string[];
  /** Of the base, where it has been read, and of the head. */
  readonly owners: { readonly base: Owners; readonly head: Owners };
};

export function joinParts(
  parts: readonly RepositoryPart[],
  before: PlanClusters,
  after: PlanClusters,
  { causesOf, owners, ...facts }: PlanFacts,
): Plan {
  const touched = new Set(parts.flatMap(({ units }) => [...units.keys()]));
  const moves = [...parts.flatMap((part) => part.moves), ...movedBetween(parts)];
  const paths = new Map(moves.map(({ from, to }) => [pathOf(facts.fleet, to), pathOf(facts.fleet, from)] as const));
  const sites = countedSites(before.sites, after.sites, touched, paths);
  const byPath = new Map([...before.sites, ...after.sites].map((site) => [site.path, site]));
  const collector = new ClassCollector();
  for (const { classes } of parts) collector.join(classes);
  const classes = planClasses(
    collector.parts,
    (path) => byPath.get(path),
    ({ key }) => causesOf(key),
  );
  const centre = `${facts.fleet}/centre`;
  const hashes = parts.flatMap((part) => (part.hash === "" ? [] : [part.hash])).sort();
  const clusters = clusterRows(parts, classes, sites);
  const plan = {
    schema: planSchemaName,
    ...facts,
    hash: `sha256:${hash("sha256", hashes.join("\n"))}`,
    sites: scopeOf("sites", sites),
    hubs: scopeOfClusters("hubs", before.hubs, after.hubs, touched),
    centre: scopeOfClusters("centre", [centre], [centre], touched),
    regions: scopesBy(sites, ({ region }) => region),
    rings: scopesBy(sites, ({ ring }) => ring),
    profiles: scopesBy(sites, ({ profile }) => profile),
    effects: effectCounts(classes),
    files: parts.reduce((sum, { files }) => sum + files, 0),
    moves: planMoves(facts.fleet, moves, before, after),
    classes,
    rollout: rolloutOf(clusters, byPath, facts.timing),
    load: loadOf(parts, clusters, after.sites),
    clusters,
  } as const;
  const sides = { owners: owners.base, newOwners: owners.head, before: before.sites, after: after.sites };
  return { ...plan, approvals: approvalsOf(plan, sides) };
}

const pathOf = (fleet: string, { region, zone, name }: MovedSite["from"]): string =>
  `${fleet}/${region}/${zone}/${name}`;

/** A site that goes to another region takes its cluster down there; its objects are told as what goes and comes. */
function movedBetween(parts: readonly RepositoryPart[]): readonly MovedSite[] {
  return movesBetween(parts.map(({ left }) => left)).map((move) => ({ ...move, effect: "deletes" }));
}

function effectCounts(classes: readonly PlanClass[]): Plan["effects"] {
  const byEffect = Map.groupBy(classes, ({ effect }) => effect);
  const told = (effect: Effect) => {
    const members = new Set((byEffect.get(effect) ?? []).flatMap((each) => each.members));
    return { effect, disruption: disruptionOf[effect], constructs: members.size };
  };
  return effects.filter((effect) => byEffect.has(effect)).map(told);
}

function clusterRows(
  parts: readonly RepositoryPart[],
  classes: readonly PlanClass[],
  sites: readonly CountedSite[],
): readonly PlanUnitRow[] {
  const ids = new Map<string, string[]>();
  for (const { id, members } of classes) {
    for (const member of members) {
      const own = ids.get(member);
      if (own) own.push(id);
      else ids.set(member, [id]);
    }
  }
  const states = new Map(sites.map(({ site, state }) => [site.path, state]));
  const rows = parts.flatMap(({ units, bytes }) =>
    [...units].map(([construct, objects]): PlanUnitRow => {
      const state = states.get(construct) ?? "changed";
      return {
        construct,
        state: state === "same" ? "changed" : state,
        objects: { ...noCounts(), ...objects },
        bytes: bytes.get(construct) ?? 0,
        classes: ids.get(construct) ?? [],
      };
    }),
  );
  return rows.sort((a, b) => (a.construct < b.construct ? -1 : 1));
}
