/** A region's network plan as ranges with numbers, and what is where in the network of a site. */

import { type CutRange, cutRange } from "./cut-range.ts";
import type { NetworkPlanSpec, PlannedRange } from "./network-plan-file.ts";

/**
 * Places from the first address of a site's node network. The gateway is where `SiteNetwork` looks for it when nobody says
 * otherwise; hosts take the first free places from theirs on.
 */
export const places = { gateway: 1, vip: 2, ingressVip: 3, hosts: 4 } as const;

/** Node networks, by number. */
export function plannedNodes({ nodes, size }: NetworkPlanSpec): CutRange {
  return cutRange([nodes].flat(), [size].flat());
}

/** What is cut out for each site; undefined where all sites have the same. */
export function cutOf(range: PlannedRange | undefined): CutRange | undefined {
  if (range === undefined || typeof range === "string" || !("from" in range)) return undefined;
  return cutRange([range.from].flat(), [range.size].flat());
}

/** The networks that all sites have; undefined where each gets its own, or the distribution's. */
export function sharedRange(range: PlannedRange | undefined): string | readonly string[] | undefined {
  return range === undefined || (typeof range !== "string" && "from" in range) ? undefined : range;
}

/** How many VLANs there are. */
export function vlanCount({ vlans }: NetworkPlanSpec): number {
  return vlans ? vlans.to - vlans.from + 1 : 0;
}
