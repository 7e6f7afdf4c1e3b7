/** Tells whether a construct is to be reported when only some regions are under check. */

import type { Fleet } from "../constructs/fleet.ts";
import type { Region } from "../constructs/region.ts";

/**
 * Tells whether a construct path is to be reported when only some regions are under check: what lies
 * in one of them, and what lies in no region at all (the fleet, the centre, apps).
 */
export function insideRegions(fleet: Fleet, regions: readonly Region[]): (path: string) => boolean {
  const outside = new Set(fleet.regions.map((region) => region.path));
  for (const region of regions) outside.delete(region.path);
  if (outside.size === 0) return () => true;
  const start = fleet.path.length + 1;
  return (path) => {
    const end = path.indexOf("/", start);
    return !outside.has(end < 0 ? path : path.slice(0, end));
  };
}
