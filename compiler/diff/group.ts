/** Groups equal changes of many files, the worst effect first. */

import { covers } from "../../model/construct-path.ts";
import { type Effect, effects, type KindTable } from "../../model/kinds/facts.ts";
import { isDerived, wildcardPath } from "../../model/layout.ts";
import { withoutIdentityLabels, withoutPlaceLabels } from "../identity-labels.ts";
import type { FileChange } from "./changes.ts";
import { effectOf, worst } from "./effect.ts";
import { type Patch, patchKey, patchOf } from "./patch.ts";

type ChangeKind = "added" | "changed" | "removed";

/** The same change in any number of files. */
export interface ChangeGroup {
  readonly kind: ChangeKind;
  readonly effect: Effect;
  /** Path with a star for what differs: `sites/*` + `/*` + `/30-cilium/helmrelease_flux-system_cilium.yaml`. */
  readonly path: string;
  /** Kind and name of the object, or the file's name. */
  readonly title: string;
  /** Construct paths, sorted. */
  readonly constructs: readonly string[];
  /** Files by region, the largest first. */
  readonly regions: readonly { readonly name: string; readonly files: number }[];
  readonly files: number;
  readonly example: { readonly repository: string; readonly path: string; readonly patch: Patch };
}

/**
 * Groups equal changes; the worst effect first, then the most files.
 *
 * @param whole paths of sites that come or go as a whole: all of their files are one change
 */
export function groupChanges(
  changes: readonly FileChange[],
  whole: readonly string[],
  kinds: KindTable,
): readonly ChangeGroup[] {
  const patches = new PatchMemo();
  const shown = changes.filter(({ path }) => !isDerived(path));
  const siteOf = (change: FileChange) => whole.find((site) => covers(site, change.construct));
  const {
    wholes = [],
    relabelled = [],
    changed = [],
  } = Object.groupBy(shown, (each) => {
    if (siteOf(each)) return "wholes";
    return isRelabelled(each) ? "relabelled" : "changed";
  });
  const groups = Map.groupBy(changed, (change) => {
    const text = change.after ?? change.before ?? "";
    return [
      kindOf(change),
      wildcardPath(change.path),
      titleOf(change.path, text),
      patches.key(change),
      change.isOrphaned,
    ].join("\n");
  });
  const sites = Map.groupBy(wholes, kindOf);
  return [
    ...[...sites.values()].map((members) => describeSites(members, siteOf, kinds)),
    ...[...groups.values()].map((members) => describe(members, patches, kinds)),
    ...(relabelled.length > 0 ? [describeLabels(relabelled)] : []),
  ].sort(byWeight);
}

/** Only labels such as flotilla.dev/profile differ: nothing that a cluster runs. */
function isRelabelled({ before, after }: FileChange): boolean {
  return before !== undefined && after !== undefined && withoutIdentityLabels(before) === withoutIdentityLabels(after);
}

function describeLabels(members: readonly FileChange[]): ChangeGroup {
  return { ...wholeGroup(members), effect: "no restart", path: "**", title: "identity labels" };
}

/** Sites that come or go with all of their files. */
function describeSites(
  members: readonly FileChange[],
  siteOf: (change: FileChange) => string | undefined,
  kinds: KindTable,
): ChangeGroup {
  const first = members[0] as FileChange;
  const all = members.map((change) => effectOf(change, kinds));
  return {
    ...wholeGroup(members),
    effect: kindOf(first) === "removed" ? worst(all) : "no restart",
    path: "sites/*/*",
    title: "whole sites",
    constructs: [...new Set(members.map((each) => siteOf(each) ?? each.construct))].sort(),
  };
}

/** Files of many kinds as one change, without lines. */
function wholeGroup(members: readonly FileChange[]): Omit<ChangeGroup, "effect" | "path" | "title"> {
  const first = members[0] as FileChange;
  return {
    kind: kindOf(first),
    constructs: [...new Set(members.map(({ construct }) => construct))].sort(),
    regions: regionsOf(members),
    files: members.length,
    example: { repository: first.repository, path: first.path, patch: [] },
  };
}

function describe(members: readonly FileChange[], patches: PatchMemo, kinds: KindTable): ChangeGroup {
  const first = members[0] as FileChange;
  const text = first.after ?? first.before ?? "";
  return {
    kind: kindOf(first),
    // Equal patches do the same.
    effect: effectOf(first, kinds),
    path: wildcardPath(first.path),
    title: titleOf(first.path, text),
    constructs: [...new Set(members.map(({ construct }) => construct))].sort(),
    regions: regionsOf(members),
    files: members.length,
    example: { repository: first.repository, path: first.path, patch: patches.of(first) },
  };
}

function regionsOf(members: readonly FileChange[]): ChangeGroup["regions"] {
  return [...Map.groupBy(members, ({ repository }) => repository)]
    .map(([name, files]) => ({ name, files: files.length }))
    .sort((a, b) => b.files - a.files || (a.name < b.name ? -1 : 1));
}

function byWeight(a: ChangeGroup, b: ChangeGroup): number {
  const rank = effects.indexOf(a.effect) - effects.indexOf(b.effect);
  return rank || b.files - a.files || (a.path < b.path ? -1 : 1);
}

function kindOf({ before, after }: FileChange): ChangeKind {
  if (before === undefined) return "added";
  return after === undefined ? "removed" : "changed";
}

/** Of a text as the emitter writes it; undefined for one that is no object. */
export function objectKind(text: string): string | undefined {
  return /^kind: (\S+)$/m.exec(text)?.[1];
}

/** `DaemonSet/vector`, with a star for a name that is the site's or the zone's. */
export function titleOf(path: string, text: string): string {
  const kind = objectKind(text);
  const name = /^metadata:\n {2}name: (\S+)$/m.exec(text)?.[1];
  const file = path.slice(path.lastIndexOf("/") + 1);
  return kind && name ? `${kind}/${displayName(name, path)}` : file;
}

/** The object's name, unless it is the name of its site or zone. */
function displayName(name: string, path: string): string {
  return path.split("/").some((part) => part.length > 2 && name.includes(part)) ? "*" : name;
}

/** Texts of many sites differ in few ways: patches are made once for each pair of bodies without identity labels. */
class PatchMemo {
  readonly #known = new Map<string, { readonly patch: Patch; readonly key: string }>();

  of(change: FileChange): Patch {
    return this.#look(change).patch;
  }

  key(change: FileChange): string {
    return this.#look(change).key;
  }

  #look({ before, after }: FileChange) {
    const identity = `${withoutPlaceLabels(before ?? "")}\0${withoutPlaceLabels(after ?? "")}`;
    const known = this.#known.get(identity);
    if (known) return known;
    const patch = patchOf(before, after);
    const made = { patch, key: patchKey(patch) };
    this.#known.set(identity, made);
    return made;
  }
}
