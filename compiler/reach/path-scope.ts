/** Which paths somebody asks for. */

import type { DeclaredPath } from "../../policies/net/paths/declared-path.ts";
import type { Endpoint } from "../../policies/net/paths/endpoint.ts";
import { type ListScope, sitesIn } from "../listing/scope.ts";
import type { Selection } from "../load/load-fleet.ts";

/** Those that begin or end at what is asked for: regions under work, and of them certain sites with the apps of their zones. */
export function pathsIn(
  paths: readonly DeclaredPath[],
  selection: Selection,
  scope: ListScope,
): readonly DeclaredPath[] {
  const isWhole = Object.values(scope).every((each) => each === undefined || each.length === 0);
  const isAsked = isWhole ? inRegions(selection) : atSites(selection, scope);
  return paths.filter(({ from, to }) => isAsked(from) || isAsked(to));
}

function inRegions({ regions, centre }: Selection): (end: Endpoint) => boolean {
  const names = new Set(regions.map(({ name }) => name));
  return ({ kind, place, regions: own }) =>
    kind === "centre" ? centre : place !== undefined && own.some((name) => names.has(name));
}

function atSites(selection: Selection, scope: ListScope): (end: Endpoint) => boolean {
  const sites = sitesIn(selection, scope);
  const paths = new Set(sites.flatMap(({ path, zone }) => [path, zone.path]));
  return ({ place }) => place !== undefined && paths.has(place);
}
