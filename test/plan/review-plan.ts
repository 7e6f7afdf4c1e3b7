/** The plan of a change of the reviewed fleet. */

import type { FleetMap } from "../../compiler/map/fleet-map.ts";
import type { Plan } from "../../compiler/plan/plan.ts";
import { makePlan } from "../../pipeline/plan/make-plan.ts";
import { type Files, onDisk } from "./review-fleet.ts";

const profiles = new URL("./review-profiles.ts", import.meta.url).href;

/** Of a fleet in a folder, without threads. */
export const reviewSettings = (root: string) => ({ root, regions: [], today: "2026-11-28", profiles, threads: 0 });

interface More {
  readonly publishAt?: string;
}

export async function reviewPlan(base: Files, head: Files, more: More = {}): Promise<Plan> {
  return (await reviewContent(base, head, more)).plan;
}

/** What a page about the change shows. */
export async function reviewContent(
  base: Files,
  head: Files,
  more: More = {},
): Promise<{ readonly plan: Plan; readonly map: FleetMap }> {
  const { plan, map, report } = await makePlan({
    settings: reviewSettings(onDisk(head)),
    base: { kind: "files", root: onDisk(base), code: undefined },
    names: { base: { name: "main", commit: "0123456789ab" }, head: { name: "files" } },
    ...more,
  });
  if (!plan || !map)
    throw new Error(`a plan expected, found ${report.findings.map(({ message }) => message).join(", ")}`);
  return { plan, map: map() };
}
