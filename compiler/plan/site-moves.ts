/** Sites under another name or in another zone: told as such, and not as a site that goes and one that comes. */

import type { Inventory, InventorySite } from "../../model/inventory.ts";

type Sites = Inventory["sites"];

/** A site that is the same one under another name, or elsewhere. */
export interface SiteMove {
  readonly from: { readonly region: string; readonly zone: string; readonly name: string };
  readonly to: { readonly region: string; readonly zone: string; readonly name: string };
}

/** Of one region, by the names of the sites after the change. */
export function movesWithin(region: string, before: Sites, after: Sites): ReadonlyMap<string, SiteMove> {
  const gone = namesWithout(before, after);
  const bySerial = serials(before, gone);
  const moves = new Map<string, SiteMove>();
  const taken = new Set<string>();
  for (const name of Object.keys(after)) {
    const now = after[name] as InventorySite;
    const old = before[name];
    if (old && old.zone !== now.zone) {
      moves.set(name, { from: { region, zone: old.zone, name }, to: { region, zone: now.zone, name } });
    }
    if (old) continue;
    const was = machinesOf(now)
      .map((machine) => bySerial.get(machine))
      .find((each) => each !== undefined);
    if (was === undefined || taken.has(was)) continue;
    taken.add(was);
    moves.set(name, {
      from: { region, zone: (before[was] as InventorySite).zone, name: was },
      to: { region, zone: now.zone, name },
    });
  }
  return moves;
}

/** Sites of one region that come or go, which another region may have under the same name or with the same machines. */
export interface LeftSites {
  readonly region: string;
  readonly gone: Readonly<Record<string, InventorySite>>;
  readonly come: Readonly<Record<string, InventorySite>>;
}

export function leftSites(
  region: string,
  before: Sites,
  after: Sites,
  moves: ReadonlyMap<string, SiteMove>,
): LeftSites {
  const renamed = new Set([...moves.values()].map(({ from }) => from.name));
  const pick = (sites: Sites, names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, sites[name] as InventorySite]));
  return {
    region,
    gone: pick(
      before,
      namesWithout(before, after).filter((name) => !renamed.has(name)),
    ),
    come: pick(
      after,
      namesWithout(after, before).filter((name) => !moves.has(name)),
    ),
  };
}

/** Moves from region to region. */
export function movesBetween(parts: readonly LeftSites[]): readonly SiteMove[] {
  const byName = new Map<string, SiteMove["from"]>();
  const byMachine = new Map<string, SiteMove["from"]>();
  for (const { region, gone } of parts) {
    for (const [name, site] of Object.entries(gone)) {
      const from = { region, zone: site.zone, name };
      byName.set(name, from);
      for (const machine of machinesOf(site)) byMachine.set(machine, from);
    }
  }
  const taken = new Set<SiteMove["from"]>();
  return parts.flatMap(({ region, come }) =>
    Object.entries(come).flatMap(([name, site]): readonly SiteMove[] => {
      const from =
        byName.get(name) ??
        machinesOf(site)
          .map((each) => byMachine.get(each))
          .find((each) => each);
      if (from === undefined || taken.has(from)) return [];
      taken.add(from);
      return [{ from, to: { region, zone: site.zone, name } }];
    }),
  );
}

const namesWithout = (some: Sites, others: Sites): readonly string[] =>
  Object.keys(some).filter((name) => !(name in others));

function serials(sites: Sites, names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    names.flatMap((name) => machinesOf(sites[name] as InventorySite).map((each) => [each, name] as const)),
  );
}

/** Machine ids of its servers, as far as they are recorded. */
function machinesOf({ fields = {} }: InventorySite): readonly string[] {
  return Object.keys(fields)
    .filter((field) => field.endsWith(".machineId"))
    .map((field) => fields[field] as string);
}
