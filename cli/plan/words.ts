/** The sentences of a plan that every face of it says in the same words. */

import type { Plan, PlanCause, PlanClass, PlanMove } from "../../compiler/plan/plan.ts";
import { otherPlaces } from "../../pipeline/report/other-places.ts";
import { plural } from "../../pipeline/report/text.ts";

function versionText({ name, commit }: Plan["base"]): string {
  return commit === undefined ? name : `${name} (${commit})`;
}

/** `main (0ca2b22)..files: 112 of 154 sites change` */
export function headline(plan: Plan): string {
  const { base, head, sites, hubs, centre, classes, moves } = plan;
  const step = `${versionText(base)}..${versionText(head)}`;
  if (classes.length + moves.length === 0) return `${step}: nothing changes on any cluster`;
  const clusters = sites.changed + sites.added + sites.removed + sites.moved;
  const others = [
    ...(hubs.changed + hubs.added + hubs.removed > 0 ? [plural(hubs.changed + hubs.added + hubs.removed, "hub")] : []),
    ...(centre.changed > 0 ? ["the centre"] : []),
  ];
  const all = sites.total + sites.removed;
  const also = others.length > 0 ? `, also ${others.join(" and ")}` : "";
  return `${step}: ${clusters.toLocaleString("en")} of ${all.toLocaleString("en")} ${all === 1 ? "site changes" : "sites change"}${also}`;
}

/** `3 added, 0 removed, 2 moved; 4 distinct changes in 5,600 objects` */
export function countsText({ sites, classes, files }: Plan): string {
  const moved = sites.moved > 0 ? `, ${sites.moved.toLocaleString("en")} moved` : "";
  return `${sites.removed.toLocaleString("en")} removed${moved}, ${sites.added.toLocaleString("en")} added; ${plural(classes.length, "distinct change")} in ${plural(files, "object")}`;
}

/** `2 errors and 1 warning: the rules block it`, `all rules hold`. */
export function verdict({ findings }: Pick<Plan, "findings">): string {
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const unknown = findings.filter(({ notEvaluated }) => notEvaluated).length;
  const warnings = findings.length - errors;
  if (findings.length === 0) return "all rules hold";
  const told = [
    ...(errors - unknown > 0 ? [plural(errors - unknown, "error")] : []),
    ...(unknown > 0 ? [`${unknown.toLocaleString("en")} not evaluated`] : []),
    ...(warnings > 0 ? [plural(warnings, "warning")] : []),
  ];
  return `${told.join(" and ")}${errors > 0 ? ": the rules block it" : ""}`;
}

/** Disruptions that are none are not told; each with the clusters that see it. */
export function disruptionRows({
  classes,
  moves,
}: Plan): readonly { readonly what: string; readonly clusters: number }[] {
  const byName = Map.groupBy(classes, ({ disruption }) => disruption);
  const rows = [...byName]
    .filter(([what]) => what !== "none")
    .map(([what, own]) => ({ what: what as string, clusters: new Set(own.flatMap(({ members }) => members)).size }));
  const moved = moves.reduce((sum, { sites }) => sum + sites, 0);
  return moved > 0 ? [{ what: "everything under another name", clusters: moved }, ...rows] : rows;
}

/** `53 sites in 19 regions and 3 hubs` */
export function placesText({ count, regions }: Pick<PlanClass, "count" | "regions">): string {
  const sites = count.sites > 0 ? [`${plural(count.sites, "site")} in ${plural(regions.length, "region")}`] : [];
  return [...sites, ...otherPlaces(count)].join(", ");
}

export function moveText({ kind, from, to, sites, disruption }: PlanMove): string {
  const count = kind === "zone renamed" || kind === "region renamed" ? `, ${plural(sites, "site")}` : "";
  return `${kind}: ${from} -> ${to}${count}; everything of it is made anew under the new name: ${disruption}`;
}

/** `profile edge-k3s@1.0.0 -> edge-k3s@1.1.0, sites/anhui/hefei.yaml:7 and 56 more places` */
export function causeText({ what, before, after, at, places }: PlanCause): string {
  const short = (value: string) => (value.length > 60 ? `${value.slice(0, 59)}…` : value).replace(/\s+/g, " ");
  const values =
    before !== undefined && after !== undefined
      ? ` ${short(before)} -> ${short(after)}`
      : after !== undefined
        ? ` set to ${short(after)}`
        : before !== undefined
          ? ` taken out (was ${short(before)})`
          : "";
  const where = at ? `, ${at.file}${at.line === undefined ? "" : `:${at.line}`}` : "";
  const more = places > 1 ? ` and ${plural(places - 1, "more place")}` : "";
  return `${what}${values}${where}${more}`;
}

/** What another version of the tool or of the fleet's own code has a part in. */
export function upgradeLines({ upgrades }: Pick<Plan, "upgrades">): readonly string[] {
  return upgrades.map(({ what, before, after, repositories }) => {
    const where = plural(repositories, "repository", "repositories");
    const effect =
      repositories === 0
        ? "nothing of any repository differs by it"
        : `in ${where}; no edit of the fleet's files explains what it alone changes`;
    return `${what} ${before} -> ${after}: ${effect}`;
  });
}
