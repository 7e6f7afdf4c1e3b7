/** Sorts the changed objects of repositories into classes of equal changes. */

import { hash } from "node:crypto";
import type { Effect, KindTable } from "../../model/kinds/facts.ts";
import { splitPath, wildcardPath } from "../../model/layout.ts";
import type { ClassCollector, ClassHead } from "./class-parts.ts";
import { effectOf, worst } from "./effect.ts";
import { isRelabelled, labelChanges } from "./label-changes.ts";
import type { LeafChange } from "./leaf-changes.ts";
import type { ObjectChange } from "./object-changes.ts";
import { bodiesOf, type Differences } from "./object-difference.ts";
import { roleOf } from "./object-role.ts";
import { credentialInOne, withoutCredentials } from "./shown-values.ts";
import type { SiteMasks } from "./site-masks.ts";
import { bySystem, type SystemChange } from "./system-of.ts";
import type { PlanUnit } from "./unit.ts";
import type { WholeFolder } from "./whole-folders.ts";

/** Settings of a reconciler that follow from its neighbours and from the link of its site. */
const FOLLOWS = /dependsOn|sync-wave|(?:^|\.)(?:interval|timeout)$/;

/** Fewer objects are told one by one. */
const MIN_TOGETHER = 3;

interface Known {
  readonly key: string;
  readonly head: ClassHead;
}

export class Classifier {
  readonly #kinds: KindTable;
  readonly #differences: Differences;
  /** By the two texts without what is a site's own: objects of many sites differ in nothing else. */
  readonly #known = new Map<string, Known>();
  readonly #labels = new Map<string, Known>();

  constructor(kinds: KindTable, differences: Differences) {
    this.#kinds = kinds;
    this.#differences = differences;
  }

  /** Changes that are part of no whole folder or site. */
  addObjects(changes: readonly ObjectChange[], masks: SiteMasks, into: ClassCollector): void {
    const rest = new Set(changes);
    const several = Map.groupBy(
      changes.filter(({ kind }) => kind === "added" || kind === "removed"),
      ({ kind, path, construct }) => `${kind} ${masks.unitOf(path, construct).path} ${splitPath(path).folder}`,
    );
    for (const own of several.values()) {
      for (const each of this.#addSeveral(own, masks, into)) rest.delete(each);
    }
    for (const system of bySystem([...rest])) {
      this.#addSystem(system, masks, into);
      for (const each of system.changes) rest.delete(each);
    }
    for (const change of rest) {
      const unit = masks.unitOf(change.path, change.construct);
      const { key, head } = isRelabelled(change)
        ? this.#relabelled(change, unit, masks)
        : this.#look(change, unit, masks);
      into.add(key, () => head, change, unit.path);
    }
  }

  /** Objects that come to a folder together, or go from it, are one change. @returns those that are */
  #addSeveral(changes: readonly ObjectChange[], masks: SiteMasks, into: ClassCollector): readonly ObjectChange[] {
    const [first] = changes;
    if (!first) return [];
    const unit = masks.unitOf(first.path, first.construct);
    const known = changes.map((change) => ({ change, ...this.#look(change, unit, masks) }));
    return [...Map.groupBy(known, ({ head }) => head.effect)].flatMap(([effect, own]) => {
      if (own.length < MIN_TOGETHER) return [];
      const path = wildcardPath(`${splitPath(first.path).folder}/`);
      const head = (): ClassHead => ({
        kind: first.kind,
        effect,
        title: `${own.length} objects of ${path.split("/").at(-2)}`,
        path,
        objects: own.map((each) => each.head.title),
        changes: own.flatMap(titledChanges),
      });
      const key = digest([first.kind, "several", path, effect, ...own.map((each) => each.key).sort()]);
      into.add(key, head, (own[0] as { readonly change: ObjectChange }).change, unit.path, own.length);
      return own.map(({ change }) => change);
    });
  }

  /** What changes of a system in one place is one change, however its delivery lays it out. */
  #addSystem({ tenant, system, changes }: SystemChange, masks: SiteMasks, into: ClassCollector): void {
    for (const [path, own] of Map.groupBy(changes, (each) => masks.unitOf(each.path, each.construct).path)) {
      const [first] = own as [ObjectChange];
      const known = own.map((change) => this.#look(change, masks.unitOf(change.path, change.construct), masks));
      const effect = worst(known.map(({ head }) => head.effect));
      const head = (): ClassHead => ({
        kind: "changed",
        effect,
        title: `System ${system}`,
        path: wildcardPath(`${splitPath(first.path).folder}/`),
        objects: known.map((each) => each.head.title),
        changes: known.flatMap(titledChanges),
      });
      const key = digest(["system", tenant, system, effect, ...known.flatMap(titledChanges).map(lineOf).sort()]);
      into.add(key, head, first, path, own.length);
    }
  }

  /** Everything by which a cluster is delivered, where another engine does it from now on. */
  addDelivery(step: string, changes: readonly ObjectChange[], masks: SiteMasks, into: ClassCollector): void {
    for (const [path, own] of Map.groupBy(changes, (each) => masks.unitOf(each.path, each.construct).path)) {
      const effect = worst(own.map((each) => this.#effect(each)));
      const head = (): ClassHead => ({
        kind: "replaced",
        effect,
        title: `delivery ${step}`,
        path: "**/*delivery/",
        objects: [],
        changes: [],
      });
      into.add(`delivery ${step} ${effect}`, head, own[0] as ObjectChange, path, own.length);
    }
  }

  addFolder(folder: WholeFolder, masks: SiteMasks, into: ClassCollector): void {
    const [first] = folder.objects;
    if (!first) return;
    const unit = masks.unitOf(first.path, first.construct);
    const known = folder.objects.map((each) => this.#look(each, unit, masks));
    const reconciler = folder.reconcilers.map((each) => this.#look(each, unit, masks));
    const settings = reconciler.map(({ head }) =>
      JSON.stringify([head.path, head.changes.filter(({ path }) => !FOLLOWS.test(path))]),
    );
    const path = `${wildcardPath(`${folder.folder}/`)}`;
    const contents = known.map((each) => each.key).sort();
    const key = digest([folder.kind, "folder", path, ...contents, ...settings]);
    const head = (): ClassHead => ({
      kind: folder.kind,
      effect: worst([...known, ...reconciler].map((each) => each.head.effect)),
      title: `layer ${folder.name}`,
      path,
      objects: [...known, ...reconciler].map((each) => each.head.title),
      changes: known.flatMap(titledChanges),
    });
    const family = {
      reconciler: reconciler.flatMap(titledChanges),
      content: digest([folder.kind, path, ...contents]),
      by: reconciler.map((each) => each.head.path).join(),
    };
    into.add(key, head, first, unit.path, known.length + reconciler.length, family);
  }

  /** All files of a site that comes or goes; one class for all of them. */
  addSite(kind: "added" | "removed", unit: PlanUnit, changes: readonly ObjectChange[], into: ClassCollector): void {
    const [first] = changes;
    if (!first) return;
    const effect: Effect = kind === "added" ? "no restart" : worst(changes.map((each) => effectOf(each, this.#kinds)));
    const head = (): ClassHead => ({ kind, effect, title: "whole sites", path: "sites/*/*", objects: [], changes: [] });
    into.add(`${kind} whole sites ${effect}`, head, first, unit.path, changes.length);
  }

  #look(change: ObjectChange, unit: PlanUnit, masks: SiteMasks): Known {
    const own = masks.of(unit);
    const bodies = bodiesOf(change, own);
    const role = roleOf(change.path, change.after ?? change.before ?? "", change.after === undefined ? own[0] : own[1]);
    const identity = [change.kind, role.path, change.isOrphaned, ...bodies].join("\0");
    const known = this.#known.get(identity);
    if (known) return known;
    const changes = this.#differences.between(bodies);
    const effect = this.#effect(change);
    const head: ClassHead = { kind: change.kind, effect, ...role, objects: [], changes };
    const shown = withoutCredentials(changes, credentialInOne([change.before, change.after]));
    // Two credentials are two changes, although neither is shown.
    const made = { head: { ...head, changes: shown }, key: keyOf(head, change.isOrphaned) };
    this.#known.set(identity, made);
    return made;
  }

  /** All objects of a folder have the same labels. */
  #relabelled(change: ObjectChange, unit: PlanUnit, masks: SiteMasks): Known {
    const folder = `${change.repository}/${splitPath(change.path).folder}`;
    const known = this.#labels.get(folder);
    if (known) return known;
    const changes = labelChanges(change, masks.of(unit)).filter(({ path }) => path !== "flotilla.dev/layer");
    const head: ClassHead = {
      kind: "changed",
      effect: "no restart",
      title: "identity labels",
      path: "**",
      objects: [],
      changes,
    };
    const made = { head, key: keyOf(head, false) };
    this.#labels.set(folder, made);
    return made;
  }

  /** What is replaced or moved goes and comes. */
  #effect(change: ObjectChange): Effect {
    if (change.from === undefined) return effectOf(change, this.#kinds);
    const gone = { ...change, path: change.from, after: undefined };
    const come = { ...change, before: undefined, isOrphaned: false };
    return worst([effectOf(gone, this.#kinds), effectOf(come, this.#kinds)]);
  }
}

function titledChanges({ head: { title, changes } }: Known): readonly LeafChange[] {
  return changes.map((change) => ({ ...change, path: `${title}: ${change.path}` }));
}

function keyOf({ kind, effect, path, title, changes }: ClassHead, isOrphaned: boolean): string {
  return digest([kind, effect, path, title, String(isOrphaned), ...changes.map(lineOf)]);
}

const lineOf = ({ path, before, after }: LeafChange): string => JSON.stringify([path, before ?? null, after ?? null]);

const digest = (parts: readonly string[]): string => hash("sha256", parts.join("\n")).slice(0, 32);
