/** The paths of a fleet as rows that people read: equal ones of many sites are one. */

import type { Source } from "../../model/source.ts";
import type { DeclaredPath } from "../../policies/net/paths/declared-path.ts";
import type { EndpointKind } from "../../policies/net/paths/endpoint.ts";
import { enteredRegions } from "../../policies/net/paths/entered-regions.ts";
import { Cover } from "./cover.ts";
import { isPlaced, type PathGroup, pathGroups } from "./path-groups.ts";

/** One end of a row: all ends of one kind with these names. */
interface RowEnd {
  readonly kind: EndpointKind;
  /**
   * Construct paths of centre, hubs, sites and servers, with `/*` for all of the kind below one; tenants and apps by their
   * names, stores and addresses as the files say them. Empty for clients, people and operators, who are those of `places`.
   */
  readonly names: readonly string[];
}

export interface PathRow {
  readonly from: RowEnd;
  readonly to: RowEnd;
  /** Where tenants, apps, clients, people or operators of the row are: zones or sites, with `/*` for all below. */
  readonly places?: readonly string[];
  /** `443/TCP`; empty: any. */
  readonly ports: readonly string[];
  /** As the verb of a sentence: `pulls images and charts`. */
  readonly purpose: string;
  /** Host of a proxy that it goes by. */
  readonly via?: string;
  /** Names of other regions that it leads into past their hubs and gateways; FLT-NET-023 tells of it. */
  readonly around?: readonly string[];
  /** `sites/guangdong/shenzhen.yaml`; absent for a fleet that a program made. */
  readonly file?: string;
  /** Those that make the paths of the row, sorted. */
  readonly lines?: readonly number[];
}

/**
 * @param all every path of the fleet: by them a whole zone is told from a part of it
 * @param paths those that are wanted, in any order
 * @param lineOf 1-based
 * @returns in the order of their first path
 */
export function pathRows(
  all: readonly DeclaredPath[],
  paths: readonly DeclaredPath[],
  lineOf: (source: Source) => number,
): readonly PathRow[] {
  const covers = coversOf(all);
  return pathGroups(paths).map((group) => rowOf(group, covers, lineOf));
}

/** One for the names of each kind of end, and one for the places of each. */
type Covers = (of: EndpointKind | `places of ${EndpointKind}`) => Cover;

function coversOf(paths: readonly DeclaredPath[]): Covers {
  const names = new Map<string, Set<string>>();
  const add = (kind: string, name: string) => {
    const known = names.get(kind);
    if (known) known.add(name);
    else names.set(kind, new Set([name]));
  };
  for (const { from, to } of paths) {
    for (const { kind, name, place } of [from, to]) {
      add(kind, name);
      if (place !== undefined) add(`places of ${kind}`, place);
    }
  }
  const made = new Map<string, Cover>();
  return (kind) => {
    const cover = made.get(kind) ?? new Cover(names.get(kind) ?? []);
    made.set(kind, cover);
    return cover;
  };
}

function rowOf(
  { first, from, to, places, sources }: PathGroup,
  covers: Covers,
  lineOf: (source: Source) => number,
): PathRow {
  const { ports, purpose, via, source } = first;
  const around = enteredRegions(first);
  return {
    from: endOf(first.from.kind, from, covers),
    to: endOf(first.to.kind, to, covers),
    ...(places.size > 0 && {
      places: covers(`places of ${isPlaced(first.from.kind) ? first.from.kind : first.to.kind}`).names([...places]),
    }),
    ports: ports.map(({ port, protocol }) => `${port}/${protocol}`),
    purpose,
    ...(via !== undefined && { via }),
    ...(around.length > 0 && { around }),
    ...(source && {
      file: source.file,
      lines: [...new Set([...sources.values()].map(lineOf))].sort((a, b) => a - b),
    }),
  };
}

/** Kinds that are known by construct paths. */
const inTree: ReadonlySet<EndpointKind> = new Set(["centre", "hub", "gateway", "site", "bmc"]);

function endOf(kind: EndpointKind, names: ReadonlySet<string>, covers: Covers): RowEnd {
  return { kind, names: inTree.has(kind) ? covers(kind).names([...names]) : [...names].sort() };
}
