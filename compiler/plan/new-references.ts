/** Images, charts and OS images that no place of a zone had before: what a mirror near it does not hold yet. */

import type { Fleet } from "../../constructs/fleet.ts";
import type { EngineTables } from "../../engines/engines.ts";
import type { PulledType } from "../../model/pulled.ts";
import type { RepositoryFile } from "../../model/repository-file.ts";
import { MirrorList } from "../mirror/mirror-list.ts";
import type { ObjectChange } from "./object-changes.ts";
import type { PlanImage } from "./plan.ts";
import type { SiteMove } from "./site-moves.ts";
import { unitOf } from "./unit.ts";

/** One reference that is new to places; plain data. */
export interface NewReference {
  readonly type: PulledType;
  readonly reference: string;
  /** Construct paths of the places that fetch it from now on, in zones that had it nowhere. */
  readonly places: readonly string[];
}

interface ReferenceBase {
  readonly fleet: Fleet;
  /** Files of owners, by the construct paths of these; there may be more. */
  readonly filesOf: (
    isWanted: (construct: string) => boolean,
  ) => readonly Pick<RepositoryFile, "path" | "construct" | "text">[];
}

/**
 * Of one repository. Where the base is known by what is published alone, images that the values of a chart leave to the chart
 * are not compared: nobody knows which ones its profile declared.
 */
export function newReferences(
  base: ReferenceBase,
  head: Fleet,
  changes: readonly ObjectChange[],
  moves: readonly SiteMove[],
  engines: EngineTables,
): readonly NewReference[] {
  if (changes.length === 0) return [];
  const [old, now] = [new MirrorList(base.fleet, {}, engines), new MirrorList(head, {}, engines)];
  for (const { path, from, construct, before, after } of changes) {
    if (after !== undefined) now.add({ path, construct, text: after });
    if (before !== undefined) old.add({ path: from ?? path, construct, text: before });
  }
  const renamed = renamedZones(moves, base.fleet, head);
  const candidates = newIn(now, old, renamed);
  if (candidates.length === 0) return [];
  const zones = new Set(candidates.flatMap(({ places }) => places.map(zoneOf)));
  const isWanted = (construct: string) => zones.has(renamed(zoneOf(construct)));
  for (const file of base.filesOf(isWanted)) if (isWanted(file.construct)) old.add(file);
  return newIn(now, old, renamed);
}

function newIn(now: MirrorList, old: MirrorList, renamed: (zone: string) => string): readonly NewReference[] {
  const known = new Map(
    old.needs().map(({ reference, places }) => [reference, new Set(places.map((place) => renamed(zoneOf(place))))]),
  );
  return now.needs().flatMap(({ type, reference, places }) => {
    const fresh = places.filter((place) => known.get(reference)?.has(zoneOf(place)) !== true);
    return fresh.length > 0 ? [{ type, reference, places: fresh.toSorted() }] : [];
  });
}

/** The zone of a site; a hub and the centre are places of their own. */
function zoneOf(path: string): string {
  const unit = unitOf(path);
  return unit.kind === "site" ? unit.path.slice(0, unit.path.lastIndexOf("/")) : unit.path;
}

/** A zone under another name is the same place. */
function renamedZones(moves: readonly SiteMove[], base: Fleet, head: Fleet): (zone: string) => string {
  const zonesOf = ({ regions }: Fleet) => new Set(regions.flatMap(({ zones }) => zones.map(({ path }) => path)));
  const [was, is] = [zonesOf(base), zonesOf(head)];
  const names = new Map<string, string>();
  for (const { from, to } of moves) {
    const [old, now] = [`${base.path}/${from.region}/${from.zone}`, `${head.path}/${to.region}/${to.zone}`];
    if (!is.has(old) && !was.has(now)) names.set(old, now);
  }
  return (zone) => names.get(zone) ?? zone;
}

/** Those of all repositories, the ones that most zones get first. */
export function joinedReferences(parts: readonly (readonly NewReference[])[]): readonly PlanImage[] {
  return [...Map.groupBy(parts.flat(), ({ type, reference }) => `${type} ${reference}`).values()]
    .map((own): PlanImage => {
      const { type, reference } = own[0] as NewReference;
      const places = own.flatMap((each) => each.places);
      return { type, reference, zones: [...new Set(places.map(zoneOf))].sort(), places: places.length };
    })
    .sort((a, b) => b.zones.length - a.zones.length || (a.reference < b.reference ? -1 : 1));
}
