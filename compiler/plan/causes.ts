/** Which edits made which class of changes, by what each is about and by the values that come again in it. */

import type { Fleet } from "../../constructs/fleet.ts";
import { covers, pathAndAbove } from "../../model/construct-path.ts";
import { fileLocation } from "../../model/layout.ts";
import type { ClassPart } from "./class-parts.ts";
import { type Edit, editsBetween, type SidedSource } from "./edits.ts";
import type { PlanCause } from "./plan.ts";
import { withoutCredentials } from "./shown-values.ts";

/** Equal edits at any number of places; plain data. */
interface CauseGroup extends Pick<PlanCause, "kind" | "what" | "before" | "after"> {
  readonly key: string;
  readonly sources: readonly (SidedSource | undefined)[];
}

export interface PartCauses {
  readonly groups: readonly CauseGroup[];
  /** Keys of groups by the key of a class. */
  readonly byClass: ReadonlyMap<string, readonly string[]>;
}

/** Values shorter than this come again by chance. */
const MIN_EVIDENCE = 3;

/**
 * @param classes of one repository
 * @param isRead names of regions whose zones both fleets have been read with
 */
export function causesOf(
  base: Fleet,
  head: Fleet,
  classes: readonly ClassPart[],
  isRead: (region: string) => boolean,
): PartCauses {
  if (classes.length === 0) return { groups: [], byClass: new Map() };
  const edits = editsBetween(base, head, isRead);
  const origins = originsOf([base, head], isRead);
  const used = new Map<string, Set<Edit>>();
  const byClass = new Map<string, readonly string[]>();
  for (const part of classes) {
    const found = narrowed(
      part,
      edits.filter((edit) => isAbout(edit, part, origins)),
    );
    for (const edit of found) {
      const key = keyOf(edit);
      const known = used.get(key);
      if (!known) used.set(key, new Set([edit]));
      else known.add(edit);
    }
    byClass.set(part.key, [...new Set(found.map(keyOf))]);
  }
  const groups = [...used].map(([key, own]): CauseGroup => {
    const edits = [...own];
    const { kind, what, before, after } = shownEdit(edits[0] as Edit);
    return { key, kind, what, before, after, sources: edits.map(({ source }) => source) };
  });
  return { groups, byClass };
}

/** A credential is evidence of a cause, and is not shown. */
function shownEdit(edit: Edit): Edit {
  const [shown] = withoutCredentials(
    [{ ...edit, path: edit.what.slice(edit.what.lastIndexOf(" ") + 1) }],
    edit.credential,
  );
  return {
    ...edit,
    ...shown,
    what: edit.credential === undefined ? edit.what : edit.what.replace(/\[[^\]]*\]/g, "[]"),
  };
}

const keyOf = ({ kind, what, before, after, scope }: Edit): string =>
  JSON.stringify([
    kind,
    what,
    before ?? null,
    after ?? null,
    kind === "site" || kind === "profile" || kind === "app" ? "" : scope,
  ]);

/** Whether the edit reaches a member of the class at all. */
function isAbout(edit: Edit, { members, path, title }: ClassPart, origins: Origins): boolean {
  if (edit.kind === "app") {
    const [tenant, app] = edit.scope.split("/") as [string, string];
    const isTenants = fileLocation(path)?.tenant === tenant || path === "sites/*/*";
    return (
      isTenants &&
      (title.startsWith("layer ") || title === "whole sites" || title.split(/[ -]/).includes(app.split("-")[0] ?? app))
    );
  }
  const { scope, parameter } = edit;
  const isFrom = (unit: string) => parameter === undefined || origins(unit, parameter).has(scope);
  if (pathAndAbove(scope).some((unit) => members.has(unit) && isFrom(unit))) return true;
  // Nothing lies below a site but its hosts, which are counted as the site.
  if (scope.split("/").length >= SITE_STEPS) return false;
  for (const unit of members.keys()) if (covers(scope, unit) && isFrom(unit)) return true;
  return false;
}

/** Fleet, region, zone and site. */
const SITE_STEPS = 4;

/** Constructs that a parameter of a cluster came from before and comes from now; a narrower scope hides a wider one. */
type Origins = (unit: string, parameter: string) => ReadonlySet<string>;

function originsOf(fleets: readonly Fleet[], isRead: (region: string) => boolean): Origins {
  const targets = new Map<string, Readonly<Record<string, { readonly construct: string }>>[]>();
  for (const { centre, regions } of fleets) {
    for (const target of [
      centre,
      ...regions.flatMap(({ name, hub, sites }) => [...(hub ? [hub] : []), ...(isRead(name) ? sites : [])]),
    ]) {
      const known = targets.get(target.path) ?? [];
      known.push(target.resolved.origins);
      targets.set(target.path, known);
    }
  }
  return (unit, parameter) =>
    new Set((targets.get(unit) ?? []).flatMap((origins) => origins[parameter]?.construct ?? []));
}

/** Those whose values come again in the difference; without any, another profile before everything else. */
function narrowed({ changes, title, objects }: ClassPart, candidates: readonly Edit[]): readonly Edit[] {
  if (title === "whole sites") {
    const entries = candidates.filter(({ what }) => /^(?:site|zone|region) ?.* ?(?:added|removed)$|^state$/.test(what));
    if (entries.length > 0) return entries;
  }
  const text = JSON.stringify([changes, objects]);
  // Many sites are edited in the same way.
  const known = new Map<string | undefined, boolean>();
  const isEvidence = (value: string | undefined) => {
    const found = known.get(value) ?? isIn(value, text);
    known.set(value, found);
    return found;
  };
  const proven = candidates.filter(({ before, after }) => isEvidence(before) || isEvidence(after));
  if (proven.length > 0) return proven;
  const profiles = candidates.filter(({ kind }) => kind === "profile");
  return profiles.length > 0 ? profiles : candidates;
}

function isIn(value: string | undefined, text: string): boolean {
  if (value === undefined || value.length < MIN_EVIDENCE) return false;
  const quoted = JSON.stringify(value).slice(1, -1);
  return text.includes(quoted) || text.includes(quoted.replace("@", "-"));
}

/** The causes of all repositories, numbered in the order in which classes have them. */
export function joinedCauses(
  parts: readonly PartCauses[],
  locate: (source: SidedSource) => PlanCause["at"],
): { readonly causes: readonly PlanCause[]; readonly causesOf: (key: string) => readonly string[] } {
  const groups = Map.groupBy(
    parts.flatMap((part) => part.groups),
    ({ key }) => key,
  );
  const causes = [...groups.values()].map((own, index): PlanCause => {
    const { kind, what, before, after } = own[0] as CauseGroup;
    // A file of the whole fleet is read for every region.
    const places = new Map(own.flatMap(({ sources }) => sources).map((source) => [JSON.stringify(source), source]));
    const [source] = places.values();
    const at = source && locate(source);
    return { id: String(index + 1), kind, what, before, after, ...(at && { at }), places: places.size };
  });
  const ids = new Map([...groups.keys()].map((key, index) => [key, String(index + 1)]));
  const byClass = new Map<string, Set<string>>();
  for (const part of parts) {
    for (const [key, own] of part.byClass) {
      const known = byClass.get(key) ?? new Set();
      for (const each of own) known.add(ids.get(each) as string);
      byClass.set(key, known);
    }
  }
  return { causes, causesOf: (key) => [...(byClass.get(key) ?? [])].sort((a, b) => Number(a) - Number(b)) };
}
