/** Every system with its apps, and how many zones of those that are asked for have which version. */

import type { Fleet } from "../../constructs/fleet.ts";
import type { System } from "../../constructs/system.ts";
import { systemPlaces } from "../explain-system.ts";
import type { Selection } from "../load/load-fleet.ts";
import { type ListScope, sitesIn } from "./scope.ts";

export interface SystemRow {
  /** `<tenant>/<system>` */
  readonly system: string;
  readonly state: string;
  readonly placement: string;
  /** Names in the system, in the order of its file. */
  readonly apps: readonly string[];
  readonly zones: number;
  readonly sites: number;
  /** In the order of their names; empty where apps state their images. */
  readonly versions: readonly { readonly version: string; readonly zones: number }[];
}

export function systemRows(fleet: Fleet, selection: Selection, scope: ListScope): readonly SystemRow[] {
  const wanted = new Set(sitesIn(selection, scope).map(({ path }) => path));
  return fleet.systems.map((system) => rowOf(system, wanted));
}

function rowOf(system: System, wanted: ReadonlySet<string>): SystemRow {
  const { spec } = system;
  const places = systemPlaces(system)
    .map((place) => ({ ...place, sites: place.sites.filter(({ path }) => wanted.has(path)) }))
    .filter(({ sites }) => sites.length > 0);
  const versions = Map.groupBy(
    places.flatMap(({ chosen }) => chosen?.version ?? []),
    (version) => version,
  );
  return {
    system: `${spec.tenant}/${spec.name}`,
    state: system.isRetired ? "retired" : spec.state,
    placement: spec.placement,
    apps: spec.apps.map(({ name }) => name),
    zones: places.length,
    sites: places.reduce((sum, { sites }) => sum + sites.length, 0),
    versions: [...versions]
      .map(([version, all]) => ({ version, zones: all.length }))
      .sort((a, b) => (a.version < b.version ? -1 : 1)),
  };
}
