/** The repositories of a fleet and their units, site by site. */

import type { Fleet } from "../../constructs/fleet.ts";
import type { Region } from "../../constructs/region.ts";
import type { Site } from "../../constructs/site.ts";
import type { EngineTables } from "../../engines/engines.ts";
import { placementOf } from "../../engines/lookup.ts";
import type { Selection } from "../load/load-fleet.ts";
import { attempt } from "./attempt.ts";
import { membersOf, usedFederation } from "./lower-federation.ts";
import { lowerFleetAtCentre, lowerRegion } from "./lower-region.ts";
import { nodeSites } from "./lower-runtimes.ts";
import type { LoweringContext } from "./lowering-context.ts";
import type { Unit } from "./unit.ts";

export const CENTRE = "centre";

/** One Git repository of the fleet and how to make its content. */
export interface Repository {
  /** Name of the region, or `centre`. */
  readonly name: string;
  readonly construct: string;
  readonly sites: readonly Site[];
  /** Site by site and the hub last, so that a caller may drop each unit at once. */
  readonly units: () => Generator<Unit>;
}

/** Names of the repositories of a selection: the centre first, then the regions in their order. */
export function repositoryNames(fleet: Fleet, { regions, centre }: Selection): readonly string[] {
  return [...(centre && fleet.centre.profile ? [CENTRE] : []), ...regions.map(({ name }) => name)];
}

/** @throws Error for a name that `repositoryNames` does not list */
export function repositoryOf(fleet: Fleet, name: string, context: LoweringContext): Repository {
  if (name === CENTRE) return centreRepository(fleet, context);
  const region = fleet.regions.find((each) => each.name === name);
  if (!region) throw new Error(`no region ${name} in fleet ${fleet.path}`);
  return regionRepository(region, context);
}

/** Whether the centre's repository holds anything that follows from the sites of the zones that the fleet was read with. */
export function centreFollowsSites(fleet: Fleet, engines: EngineTables): boolean {
  const { regions, apps } = fleet;
  return (
    (usedFederation(fleet, engines) !== undefined && membersOf(fleet).length > 0) ||
    nodeSites(regions, "centre").length > 0 ||
    regions.some(({ isBehindGateway }) => isBehindGateway) ||
    apps.some(({ spec }) => placementOf(engines, spec.placement)?.needs?.centre !== undefined)
  );
}

export function regionRepository(region: Region, context: LoweringContext): Repository {
  const { name, path: construct, sites } = region;
  return { name, construct, sites, units: () => lowerRegion(region, context, attempt(context.errors)) };
}

export function centreRepository(fleet: Fleet, context: LoweringContext): Repository {
  const { path: construct } = fleet.centre;
  const units = () => lowerFleetAtCentre(fleet, context, attempt(context.errors));
  return { name: CENTRE, construct, sites: [], units };
}
