/** Classes as a plan tells them: sorted, named, and counted by region, ring and profile. */

import { disruptionOf } from "../../model/kinds/disruption.ts";
import { effects } from "../../model/kinds/facts.ts";
import { type ClassPart, joinFamilies } from "./class-parts.ts";
import { classTitle } from "./class-title.ts";
import type { LeafChange } from "./leaf-changes.ts";
import { changeKinds } from "./object-changes.ts";
import type { PlanClass, Share } from "./plan.ts";
import type { PlanSite } from "./plan-sites.ts";
import { unitOf } from "./unit.ts";

/** Differences of a class that are kept, and characters of one value: a script of a chart may have thousands. */
const MAX_CHANGES = 200;
const MAX_VALUE = 4000;

/** @param siteAt a site by its construct path, after the change, or before it when it is gone */
export function planClasses(
  parts: readonly ClassPart[],
  siteAt: (path: string) => PlanSite | undefined,
  causesOf: (part: ClassPart) => readonly string[],
): readonly PlanClass[] {
  return joinFamilies(parts)
    .toSorted(byWeight)
    .map((part, index) => planClass(part, className(index), siteAt, causesOf(part)));
}

/** The worst first, then what goes before what comes, then the most. */
function byWeight(a: ClassPart, b: ClassPart): number {
  const rank = effects.indexOf(a.effect) - effects.indexOf(b.effect);
  const kind = changeKinds.indexOf(a.kind) - changeKinds.indexOf(b.kind);
  return rank || kind || b.members.size - a.members.size || (a.path + a.key < b.path + b.key ? -1 : 1);
}

/** A, B, ... Z, AA, AB, ... */
function className(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : className(Math.floor(index / 26) - 1) + last;
}

function planClass(
  part: ClassPart,
  id: string,
  siteAt: (path: string) => PlanSite | undefined,
  causes: readonly string[],
): PlanClass {
  const { kind, effect, path, objects, members, example, changes } = part;
  const paths = [...members.keys()].sort();
  const kinds = Map.groupBy(paths, (each) => unitOf(each).kind);
  const sites = (kinds.get("site") ?? []).flatMap((each) => siteAt(each) ?? []);
  const number = (unit: "site" | "hub" | "centre" | "zone") => kinds.get(unit)?.length ?? 0;
  return {
    id,
    kind,
    effect,
    disruption: disruptionOf[effect],
    title: classTitle(part),
    role: part.title,
    path,
    objects,
    changes: changes.slice(0, MAX_CHANGES).map(shortened),
    cut: Math.max(0, changes.length - MAX_CHANGES),
    count: {
      objects: [...members.values()].reduce((sum, each) => sum + each, 0),
      sites: number("site"),
      hubs: number("hub"),
      centre: number("centre"),
      zones: number("zone"),
    },
    regions: sharesOf(sites, ({ region }) => region),
    rings: sharesOf(sites, ({ ring }) => ring),
    profiles: sharesOf(sites, ({ profile }) => profile),
    zones: sharesOf(sites, ({ region, zone }) => `${region}/${zone}`),
    members: paths,
    example: { repository: example.repository, path: example.path },
    causes,
  };
}

function shortened({ path, before, after }: LeafChange): LeafChange {
  const cut = (text: string) => (text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text);
  return {
    path,
    ...(before !== undefined && { before: cut(before) }),
    ...(after !== undefined && { after: cut(after) }),
  };
}

/** The most sites first. */
export function sharesOf<T>(sites: readonly T[], nameOf: (site: T) => string): readonly Share[] {
  return [...Map.groupBy(sites, nameOf)]
    .map(([name, own]) => ({ name, sites: own.length }))
    .sort((a, b) => b.sites - a.sites || (a.name < b.name ? -1 : 1));
}
