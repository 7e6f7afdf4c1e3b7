/** The plan of a change of the reviewed fleet. */

import type { Plan } from "../../compiler/plan/plan.ts";
import { makePlan } from "../../pipeline/plan/make-plan.ts";
import { type Files, onDisk } from "./review-fleet.ts";

const profiles = new URL("./review-profiles.ts", import.meta.url).href;

/** Of a fleet in a folder, without threads. */
export const reviewSettings = (root: string) => ({ root, regions: [], today: "2026-11-28", profiles, threads: 0 });

export async function reviewPlan(base: Files, head: Files, more: { readonly publishAt?: string } = {}): Promise<Plan> {
  const { plan, report } = await makePlan({
    settings: reviewSettings(onDisk(head)),
    base: { kind: "files", root: onDisk(base), code: undefined },
    names: { base: { name: "main", commit: "0123456789ab" }, head: { name: "files" } },
    ...more,
  });
  if (!plan) throw new Error(`a plan expected, found ${report.findings.map(({ message }) => message).join(", ")}`);
  return plan;
}
