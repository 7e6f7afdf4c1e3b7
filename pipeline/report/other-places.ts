import type { PlanClass } from "../../compiler/plan/plan.ts";
import { plural } from "./text.ts";

/** Where a class of a plan has members besides sites: `2 hubs`, `the centre`, `files of 3 zones`. */
export function otherPlaces({ hubs, centre, zones }: PlanClass["count"]): readonly string[] {
  return [
    ...(hubs > 0 ? [plural(hubs, "hub")] : []),
    ...(centre > 0 ? ["the centre"] : []),
    ...(zones > 0 ? [`files of ${plural(zones, "zone")}`] : []),
  ];
}
