/** What changes in one repository: the part of a plan that one thread makes by itself. */

import { hash } from "node:crypto";
import type { Effect, KindTable } from "../../model/kinds/facts.ts";
import { fileLocation, sitePath } from "../../model/layout.ts";
import { volatilePaths } from "../emit/provenance-files.ts";
import type { ByHandItem } from "./by-hand.ts";
import { ClassCollector, type ClassPart } from "./class-parts.ts";
import { Classifier } from "./classify.ts";
import { effectOf, worst } from "./effect.ts";
import type { FilesByPath } from "./file-changes.ts";
import { leftBehind, stepsAfterHeld } from "./left-behind.ts";
import { type ChangeKind, changeKinds, type ObjectChange, objectChanges } from "./object-changes.ts";
import { Differences } from "./object-difference.ts";
import { readdressed } from "./readdress.ts";
import { SiteMasks, type SitesOfSide } from "./site-masks.ts";
import { type LeftSites, leftSites, movesWithin, type SiteMove } from "./site-moves.ts";
import { wholeFolders } from "./whole-folders.ts";

/** One side of a repository. */
export interface PlanSide extends SitesOfSide {
  /** Those that are the same on both sides may be missing. */
  readonly files: FilesByPath;
  /** Bytes of all files, where some are missing among `files`; equal ones count once. */
  readonly bytes?: () => number;
}

/** How many objects of a unit come, go and change. */
export type ObjectCounts = Readonly<Record<ChangeKind, number>>;

export interface MovedSite extends SiteMove {
  /** What it does that everything of the site gets other names. */
  readonly effect: Effect;
}

/** Plain data, since it goes from thread to thread. */
export interface RepositoryPart {
  readonly name: string;
  /** SHA-256 over every path with its blob ids before and after; empty when nothing changes. */
  readonly hash: string;
  readonly classes: readonly ClassPart[];
  readonly moves: readonly MovedSite[];
  readonly left: LeftSites;
  /** By the path of the unit. */
  readonly units: ReadonlyMap<string, ObjectCounts>;
  /** Bytes of files that come or change, by the path of the unit. */
  readonly bytes: ReadonlyMap<string, number>;
  /** Bytes of all files of the head, each different one once, when anything changes. */
  readonly tip: number;
  readonly files: number;
}

/** The classes of a repository, and the changes themselves for whoever looks at them in another way. */
export interface ComparedRepository {
  readonly part: RepositoryPart;
  readonly changes: readonly ObjectChange[];
  readonly stepsAfterHeld: readonly ByHandItem[];
}

/**
 * @param base undefined: there is no such repository yet
 * @param head undefined: nobody writes it any more
 */
export function compareRepository(
  name: string,
  base: PlanSide | undefined,
  head: PlanSide | undefined,
  kinds: KindTable,
): ComparedRepository {
  const [before, after] = [base ?? nothing, head ?? nothing];
  const moves = movesWithin(name, before.sites, after.sites);
  const masks = new SiteMasks(name, before, after, moves);
  const plain = objectChanges(name, { ...before, isWritten: true }, { ...after, isWritten: head !== undefined });
  const held = leftBehind(heldClusters(name, before, after), new Map([[name, after.files]]), plain);
  const changes = plain.map((each) => (held.has(each) ? { ...each, isOrphaned: true } : each));
  const differences = new Differences();
  const { moved, rest } = readdressed(changes, moves, masks, differences);
  const collector = new ClassCollector();
  const classifier = new Classifier(kinds, differences);
  const renamed = new Set([...moves.values()].map(({ from }) => from.name));
  const [come, gone] = [namesOf(after.sites, before.sites), namesOf(before.sites, after.sites)];
  const byState = Map.groupBy(rest, (change) => {
    const { kind, path } = masks.unitOf(change.path, change.construct);
    const site = path.slice(path.lastIndexOf("/") + 1);
    if (kind !== "site") return "stays";
    if (change.kind === "added" && come.has(site) && !moves.has(site)) return "comes";
    return change.kind === "removed" && gone.has(site) && !renamed.has(site) ? "goes" : "stays";
  });
  for (const [state, kind] of [
    ["goes", "removed"],
    ["comes", "added"],
  ] as const) {
    const sites = Map.groupBy(byState.get(state) ?? [], (change) => masks.unitOf(change.path, change.construct).path);
    for (const [path, own] of sites) classifier.addSite(kind, { kind: "site", path }, own, collector);
  }
  const swapped = deliverySteps(before.sites, after.sites);
  const { delivered = [], others = [] } = Object.groupBy(byState.get("stays") ?? [], ({ path }) =>
    swapped.size > 0 && isOfDelivery(path, swapped) ? "delivered" : "others",
  );
  const [step] = swapped.values();
  if (step !== undefined) classifier.addDelivery(step, delivered, masks, collector);
  const { folders, rest: single } = wholeFolders(others, before.files, after.files);
  for (const folder of folders) classifier.addFolder(folder, masks, collector);
  classifier.addObjects(single, masks, collector);
  const all = [...rest, ...moved.flatMap(({ objects }) => objects)];
  const content = contentHash(name, before.files, after.files);
  return {
    part: {
      name,
      hash: content,
      tip: content === "" ? 0 : tipBytes(after),
      classes: collector.parts,
      moves: moved.map(({ move, gone }) => ({ ...move, effect: worst(gone.map((each) => effectOf(each, kinds))) })),
      left: leftSites(name, before.sites, after.sites, moves),
      units: countsOf(all, masks),
      bytes: bytesOf(all, masks),
      files: changes.length,
    },
    changes,
    stepsAfterHeld: stepsAfterHeld(held),
  };
}

const nothing: PlanSide = { files: new Map(), sites: {} };

/** Sites that are held before and still there after. */
function heldClusters(repository: string, before: PlanSide, after: PlanSide): ReadonlySet<string> {
  return new Set(
    Object.entries(before.sites)
      .filter(([name, { state }]) => state === "held" && name in after.sites)
      .map(([name, { zone }]) => `${repository}/${sitePath(zone, name)}`),
  );
}

/** `argocd -> flux` by the name of the site, of those that another engine delivers to from now on. */
function deliverySteps(before: PlanSide["sites"], after: PlanSide["sites"]): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(after).flatMap(([name, { fields }]): readonly (readonly [string, string])[] => {
      const [old, now] = [before[name]?.fields?.["delivery"], fields?.["delivery"]];
      return old === undefined || now === undefined || old === now ? [] : [[name, `${old} -> ${now}`]];
    }),
  );
}

/** Of the hub too, whose region has one engine. */
function isOfDelivery(path: string, swapped: ReadonlyMap<string, string>): boolean {
  const location = fileLocation(path);
  return location?.category === "delivery" && (location.site === undefined || swapped.has(location.site));
}

/** Sites that something is written for here and not there. */
function namesOf(here: PlanSide["sites"], there: PlanSide["sites"]): ReadonlySet<string> {
  const isWritten = (sites: PlanSide["sites"], name: string) => name in sites && sites[name]?.state !== "planned";
  return new Set(Object.keys(here).filter((name) => isWritten(here, name) && !isWritten(there, name)));
}

function countsOf(changes: readonly ObjectChange[], masks: SiteMasks): RepositoryPart["units"] {
  const counts = new Map<string, Record<ChangeKind, number>>();
  for (const { kind, path, construct } of changes) {
    const unit = masks.unitOf(path, construct).path;
    const own = counts.get(unit) ?? noCounts();
    own[kind]++;
    counts.set(unit, own);
  }
  return counts;
}

export function noCounts(): Record<ChangeKind, number> {
  return Object.fromEntries(changeKinds.map((kind) => [kind, 0])) as Record<ChangeKind, number>;
}

function bytesOf(changes: readonly ObjectChange[], masks: SiteMasks): RepositoryPart["bytes"] {
  const bytes = new Map<string, number>();
  for (const { path, construct, after } of changes) {
    if (after === undefined) continue;
    const unit = masks.unitOf(path, construct).path;
    bytes.set(unit, (bytes.get(unit) ?? 0) + Buffer.byteLength(after));
  }
  return bytes;
}

/** Equal files are one object of Git. */
function tipBytes({ files, bytes }: PlanSide): number {
  if (bytes) return bytes();
  const texts = new Map([...files.values()].map(({ id, text }) => [id, text]));
  return [...texts.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

/** Over content alone: whatever the commits and names are, equal steps have equal hashes. */
function contentHash(name: string, before: FilesByPath, after: FilesByPath): string {
  const lines: string[] = [];
  for (const [path, { id }] of after) {
    if (before.get(path)?.id !== id) lines.push(`${path} ${before.get(path)?.id ?? "-"} ${id}\n`);
  }
  for (const [path, { id }] of before) if (!after.has(path)) lines.push(`${path} ${id} -\n`);
  const counting = lines.filter((line) => !volatilePaths.has(line.slice(0, line.indexOf(" "))));
  return counting.length === 0 ? "" : hash("sha256", `${name}\n${counting.sort().join("")}`);
}
