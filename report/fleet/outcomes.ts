/** What a change does to a site, as a word, and to which of a few families of marks that word belongs. */

import type { PlanClass, PlanUnitRow } from "../../compiler/plan/plan.ts";
import { disruptions } from "../../model/kinds/disruption.ts";
import type { Mark } from "./marks.ts";

/** The worst first, as a page lists them. A change with the disruption `none` is `applied`. */
export const outcomes = [
  "removed",
  ...disruptions.filter((each) => each !== "none"),
  "moved",
  "added",
  "applied",
  "unchanged",
] as const;
export type Outcome = (typeof outcomes)[number];

export const outcomeMarks: Readonly<Record<Outcome, Mark>> = {
  removed: "cross",
  "data loss possible": "cross",
  "refused by the cluster": "cross",
  "reinstall by hand": "diamond",
  "rolling replacement": "diamond",
  reboot: "diamond",
  drain: "diamond",
  unknown: "triangle",
  stop: "triangle",
  restart: "square",
  moved: "bar",
  added: "plus",
  applied: "dot",
  unchanged: "hollow",
};

/** Of each cluster that a plan names, by construct path. */
export function outcomesOf(
  clusters: readonly PlanUnitRow[],
  classes: readonly Pick<PlanClass, "id" | "disruption">[],
): ReadonlyMap<string, Outcome> {
  const disruptionOf = new Map(classes.map(({ id, disruption }) => [id, disruption]));
  const worst = (ids: readonly string[]): Outcome => {
    const ranks = ids.map((id) => disruptions.indexOf(disruptionOf.get(id) ?? "unknown"));
    const disruption = disruptions[Math.min(...ranks)] ?? "none";
    return disruption === "none" ? "applied" : disruption;
  };
  return new Map(
    clusters.map(({ construct, state, classes: own }) => [construct, state === "changed" ? worst(own) : state]),
  );
}
