/** What is known of the addresses of a region: its plan, its sites, and what their lines say. */

import type { AddressLine } from "../../model/address-lock-file.ts";
import type { NetworkPlanSpec } from "../../model/network-plan-file.ts";
import { cutOf } from "../../model/planned-network.ts";
import type { SiteFile } from "../../model/zone-file.ts";
import type { RankedLine } from "./line-clashes.ts";
import { isAllocated } from "./site-needs.ts";

export interface RegionAddresses {
  readonly plan: NetworkPlanSpec | undefined;
  readonly sites: readonly SiteFile[];
  /** By the name of the site. */
  readonly lines: ReadonlyMap<string, AddressLine>;
  /** Lines of clusters on their way out: nobody else gets what they have. */
  readonly leaving?: readonly AddressLine[] | undefined;
  /** What is published, or about to be: lines that stand there as well do not give way. Undefined: nobody looked. */
  readonly published?: ReadonlyMap<string, AddressLine> | undefined;
}

/** Lines of sites that are there and take what the plan gives, in the order of their names. */
export function rankedLines({ sites, lines, published }: RegionAddresses): readonly RankedLine[] {
  const ranked = sites.filter(isAllocated).flatMap(({ name, state }): readonly RankedLine[] => {
    const line = lines.get(name);
    if (!line) return [];
    const isPublished = published !== undefined && String(published.get(name)?.nodes) === String(line.nodes);
    return [{ site: name, line, rank: isPublished ? 0 : state === "planned" ? 2 : 1 }];
  });
  return ranked.sort((a, b) => (a.site < b.site ? -1 : 1));
}

/** Ranges of the plan of which every site has its own. */
export function cutFields(plan: NetworkPlanSpec): readonly ("pods" | "services")[] {
  return (["pods", "services"] as const).filter((field) => cutOf(plan[field]) !== undefined);
}

/** All lines that something is taken by. */
export function takenLines({ lines, leaving = [] }: RegionAddresses): readonly AddressLine[] {
  return [...lines.values(), ...leaving];
}
