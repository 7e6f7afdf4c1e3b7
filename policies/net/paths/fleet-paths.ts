/** Who reaches whom in a fleet, by what its files say. */

import type { Centre } from "../../../constructs/centre.ts";
import type { Fleet } from "../../../constructs/fleet.ts";
import type { Hub } from "../../../constructs/hub.ts";
import type { Region } from "../../../constructs/region.ts";
import type { Site } from "../../../constructs/site.ts";
import { sourceAt } from "../../../model/source.ts";
import { AddressBook } from "./address-book.ts";
import { appPaths } from "./app-paths.ts";
import { layerPaths, storePaths } from "./cluster-paths.ts";
import type { DeclaredPath } from "./declared-path.ts";
import type { PathContext } from "./path-context.ts";
import { sitePaths } from "./site-paths.ts";

/**
 * Every path that the files of a fleet make: the centre's, then region by region the hub's, those of sites, and those of apps
 * zone by zone. Sites that are planned have none, as nothing is written for them.
 *
 * It says who begins a connection. What the network lets through besides is FLT-NET-014's part, and what pods of one
 * cluster may do among each other that of compiler/reach/isolation.ts.
 *
 * Cost: O(n) for n sites, servers and apps a zone.
 */
export function fleetPaths(fleet: Fleet, engines: PathContext["engines"]): readonly DeclaredPath[] {
  const context: PathContext = { fleet, engines, book: new AddressBook(fleet) };
  return [...centrePaths(context), ...fleet.regions.flatMap((region) => regionPaths(context, region))];
}

function centrePaths(context: PathContext): readonly DeclaredPath[] {
  const { fleet, book } = context;
  return [...storePaths(context, book.centre, fleet.centre), ...layerPaths<Centre>(context, book.centre, fleet.centre)];
}

function regionPaths(context: PathContext, region: Region): readonly DeclaredPath[] {
  return [
    ...(region.hub ? hubPaths(context, region, region.hub) : []),
    ...region.sites.filter(({ isEmitted }) => isEmitted).flatMap((site) => sitePaths(context, site)),
    ...region.zones.flatMap((zone) => appPaths(context, zone)),
  ];
}

function hubPaths(context: PathContext, region: Region, hub: Hub): readonly DeclaredPath[] {
  const { fleet, book, engines } = context;
  const self = book.hub(region);
  const federation = hub.isMember ? fleet.centre.profile?.federation : undefined;
  return [
    ...storePaths(context, self, region),
    ...layerPaths<Hub>(context, self, hub),
    ...(federation
      ? [
          {
            from: self,
            to: book.centre,
            ports: engines.federationPorts(federation) ?? [],
            purpose: "asks for what the centre hands out",
            source: sourceAt(hub.source, "federation"),
          },
        ]
      : []),
  ];
}

/** Sites of which an engine does not say what it speaks; whoever reads the paths must know. */
export function silentSites(fleet: Fleet, { traffic }: PathContext["engines"]): readonly Site[] {
  const sites = fleet.regions.flatMap((region) => region.sites);
  return sites.filter((site) => site.isEmitted && site.profile !== undefined && traffic(site) === undefined);
}
