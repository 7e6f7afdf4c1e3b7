/** Paths between groups of ends: regions of the fleet, zones of a region, or sites and apps of a zone. */

import { isPlaced } from "../../compiler/reach/path-groups.ts";
import type { PathRow } from "../../compiler/reach/path-rows.ts";

/** What is looked at: the fleet, a region of it, a zone of that. */
export interface Level {
  readonly region?: string | undefined;
  readonly zone?: string | undefined;
}

/** Ends that lie in no region, and what a picture calls them. */
const outside: Readonly<Partial<Record<PathRow["from"]["kind"], string>>> = {
  centre: "centre",
  repository: "repositories",
  registry: "registries",
  address: "addresses",
};
const OTHERS = { region: "other regions", zone: "rest of the region" } as const;

/** Where sites are, for names that mean all of a region or a zone. */
export class Places {
  readonly #sites: readonly (readonly string[])[];

  /** @param sites construct paths of all sites */
  constructor(sites: readonly string[]) {
    this.#sites = sites.map((path) => path.split("/"));
  }

  regions(): readonly string[] {
    return this.#names(1, {});
  }

  zones(region: string): readonly string[] {
    return this.#names(2, { region });
  }

  sites(region: string, zone: string): readonly string[] {
    return this.#names(3, { region, zone });
  }

  #names(depth: number, { region, zone }: Level): readonly string[] {
    const own = this.#sites.filter(
      (steps) => (region === undefined || steps[1] === region) && (zone === undefined || steps[2] === zone),
    );
    return [...new Set(own.map((steps) => steps[depth] ?? ""))].sort();
  }
}

/** Which groups of a level an end of a row belongs to. */
function groupsOf(
  { kind, names }: PathRow["from"],
  within: readonly string[] | undefined,
  level: Level,
  places: Places,
): readonly string[] {
  const known = outside[kind];
  if (known !== undefined) return [known];
  const label = names.length > 0 ? names.join(", ") : kind;
  const groups = (isPlaced(kind) ? (within ?? []) : names).flatMap((path) =>
    groupOf(path, isPlaced(kind), label, level, places),
  );
  return [...new Set(groups)];
}

/** @param path of a construct, or `<path>/*` */
function groupOf(path: string, isByPlace: boolean, label: string, level: Level, places: Places): readonly string[] {
  const [, region = "*", zone = "*", site = "*"] = path.split("/");
  if (level.region === undefined) return region === "*" ? places.regions() : [region];
  if (region !== "*" && region !== level.region) return [OTHERS.region];
  if (level.zone === undefined) return zone === "*" ? places.zones(level.region) : [zone];
  // The hub stands where a zone would.
  if (zone === "hub") return ["hub"];
  if (zone !== "*" && zone !== level.zone) return [OTHERS.zone];
  if (isByPlace) return [label];
  return site === "*" ? places.sites(level.region, level.zone) : [site];
}

/** Rows between two groups, as places in the list of rows. */
export interface Cell {
  readonly from: string;
  readonly to: string;
  readonly rows: readonly number[];
  /** One of them leads into a region past its hub. */
  readonly isAround: boolean;
}

export interface Matrix {
  /** Groups where paths begin, and groups where they end. */
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** `undefined`: nobody there reaches anything here. */
  readonly cell: (from: string, to: string) => Cell | undefined;
  readonly cells: readonly Cell[];
}

export function matrixOf(rows: readonly PathRow[], level: Level, places: Places): Matrix {
  const found = new Map<string, { from: string; to: string; rows: number[]; isAround: boolean }>();
  for (const [index, row] of rows.entries()) {
    const isLocal = row.places !== undefined && [row.from, row.to].every(({ kind }) => outside[kind] === undefined);
    const from = groupsOf(row.from, row.places, level, places);
    const to = groupsOf(row.to, row.places, level, places);
    for (const begin of from) {
      for (const end of to) {
        // Both ends are in one place, whichever of the row's places that is.
        if (isLocal && level.zone === undefined && begin !== end) continue;
        if (!isShown(begin, level) && !isShown(end, level)) continue;
        const key = `${begin}\n${end}`;
        const cell = found.get(key) ?? { from: begin, to: end, rows: [], isAround: false };
        cell.rows.push(index);
        cell.isAround ||= row.around !== undefined;
        found.set(key, cell);
      }
    }
  }
  const cells = [...found.values()];
  return {
    from: inOrder(cells.map(({ from }) => from)),
    to: inOrder(cells.map(({ to }) => to)),
    cell: (from, to) => found.get(`${from}\n${to}`),
    cells,
  };
}

/** Of a region or a zone only what begins or ends in it is of interest. */
function isShown(group: string, { region, zone }: Level): boolean {
  if (region === undefined) return true;
  const beside: readonly string[] = [...Object.values(outside), ...Object.values(OTHERS)];
  return !beside.includes(group) && (zone === undefined || group !== "hub");
}

/** What lies outside stands first. */
function inOrder(names: readonly string[]): readonly string[] {
  const first: readonly string[] = [...Object.values(outside), "hub", "gateway"];
  const rank = (name: string) => (first.includes(name) ? first.indexOf(name) : first.length);
  return [...new Set(names)].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}
