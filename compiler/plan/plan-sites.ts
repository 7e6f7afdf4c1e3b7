/** The sites of one side of a plan, as its tables count them. */

import type { Fleet } from "../../constructs/fleet.ts";
import type { Inventory } from "../../model/inventory.ts";

export interface PlanSite {
  /** Construct path. */
  readonly path: string;
  readonly region: string;
  readonly zone: string;
  readonly name: string;
  readonly ring: string;
  readonly profile: string;
  /** Class of the uplink; `unknown`: the files do not say it. */
  readonly link: string;
  readonly state: string;
  /** Whether it pulls its repository itself; servers of a hub or the centre do not. */
  readonly pulls: boolean;
  readonly timezone: string;
  /** False for planned sites. */
  readonly isWritten: boolean;
}

/** The clusters of one side. */
export interface PlanClusters {
  readonly sites: readonly PlanSite[];
  /** Construct paths. */
  readonly hubs: readonly string[];
}

export function sitesOfFleet({ regions }: Pick<Fleet, "regions">): readonly PlanSite[] {
  return regions.flatMap(({ name: region, spec: { timezone }, sites }) =>
    sites.map(({ path, zone, name, ring, reference, spec, isEmitted }) => ({
      path,
      region,
      zone: zone.name,
      name,
      ring,
      profile: reference,
      link: spec.network.link ?? "unknown",
      state: spec.state,
      pulls: spec.kind === "cluster",
      timezone,
      isWritten: isEmitted,
    })),
  );
}

/** Of a published repository; what its inventory does not say is taken from the fleet as it is now, or unknown. */
export function sitesOfInventory(
  fleet: string,
  region: string,
  sites: Inventory["sites"],
  now: ReadonlyMap<string, PlanSite>,
): readonly PlanSite[] {
  return Object.entries(sites).map(([name, { zone, profile, state, kind }]) => {
    const { ring = "unknown", link = "unknown", timezone = "unknown" } = now.get(name) ?? {};
    const path = `${fleet}/${region}/${zone}/${name}`;
    const pulls = kind === "cluster";
    return { path, region, zone, name, ring, profile, link, timezone, state, pulls, isWritten: state !== "planned" };
  });
}
