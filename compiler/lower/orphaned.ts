import type { Centre } from "../../constructs/centre.ts";
import type { Hub } from "../../constructs/hub.ts";
import type { Site } from "../../constructs/site.ts";

/** Names of a cluster's reconcilers that leave their objects behind, by the `orphan` of the scopes above it. */
export function orphanedOfCentre({ fleet }: Pick<Centre, "fleet">): ReadonlySet<string> {
  return new Set(fleet.spec.orphan);
}

export function orphanedOfHub({ region }: Pick<Hub, "region">): ReadonlySet<string> {
  return new Set([...region.fleet.spec.orphan, ...region.spec.orphan]);
}

/** Reconcilers of the site's own cluster; what the hub reconciles for the site is the hub's. */
export function orphanedOfSite({ region, zone, spec }: Pick<Site, "region" | "zone" | "spec">): ReadonlySet<string> {
  return new Set([...region.fleet.spec.orphan, ...region.spec.orphan, ...zone.spec.orphan, ...spec.orphan]);
}
