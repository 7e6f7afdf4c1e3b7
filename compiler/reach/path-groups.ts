/** Paths that say the same of many ends, put together. */

import type { Source } from "../../model/source.ts";
import type { DeclaredPath } from "../../policies/net/paths/declared-path.ts";
import type { Endpoint, EndpointKind } from "../../policies/net/paths/endpoint.ts";
import { enteredRegions } from "../../policies/net/paths/entered-regions.ts";

/** Paths of one purpose between two kinds of ends, written in one file. */
export interface PathGroup {
  readonly first: DeclaredPath;
  /** Names of the ends; without any for those that belong to a place. */
  readonly from: ReadonlySet<string>;
  readonly to: ReadonlySet<string>;
  /** Construct paths of where ends are that are named by themselves. */
  readonly places: ReadonlySet<string>;
  /** Each place of the file once. */
  readonly sources: ReadonlyMap<string, Source>;
}

/** Kinds whose names say nothing of where they are, and of these the ones without a name. */
const placed: ReadonlySet<EndpointKind> = new Set(["tenant", "app", "clients", "people", "operator"]);
const nameless: ReadonlySet<EndpointKind> = new Set(["clients", "people", "operator"]);

/** Whether ends of the kind are where the places of a row say. */
export function isPlaced(kind: EndpointKind): boolean {
  return placed.has(kind);
}

/**
 * First paths that one line makes between many ends and one, then those of many lines of a file, with the end that varies.
 * In the order of their first path.
 */
export function pathGroups(paths: readonly DeclaredPath[]): readonly PathGroup[] {
  const ofLine = merged(paths.map(single), ({ first: { from, to, source } }) => [
    fixedName(from),
    nameOf(to),
    sourceKey(source),
  ]);
  const ofEnd = merged(ofLine, ({ first: { from, to, source }, from: names }) =>
    names.size === 1 ? [fixedName(from), nameOf(to), source?.file] : undefined,
  );
  return merged(ofEnd, ({ first: { from, to, source }, to: names }) =>
    names.size === 1 ? [nameOf(from), fixedName(to), source?.file] : undefined,
  );
}

interface Growing extends PathGroup {
  readonly from: Set<string>;
  readonly to: Set<string>;
  readonly places: Set<string>;
  readonly sources: Map<string, Source>;
}

function single(path: DeclaredPath): Growing {
  const { from, to, source } = path;
  return {
    first: path,
    from: new Set(nameless.has(from.kind) ? [] : [from.name]),
    to: new Set(nameless.has(to.kind) ? [] : [to.name]),
    places: new Set([from, to].flatMap(({ kind, place }) => (placed.has(kind) && place !== undefined ? [place] : []))),
    sources: new Map(source ? [[sourceKey(source), source]] : []),
  };
}

/** @param keyOf what groups have in common besides kinds, ports and purpose; undefined: it stays alone */
function merged(groups: readonly Growing[], keyOf: (group: Growing) => readonly unknown[] | undefined): Growing[] {
  const known = new Map<string, Growing>();
  const all: Growing[] = [];
  for (const group of groups) {
    const own = keyOf(group);
    const { from, to, ports, purpose, via } = group.first;
    const key = own && JSON.stringify([from.kind, to.kind, ports, purpose, via, enteredRegions(group.first), ...own]);
    const first = key === undefined ? undefined : known.get(key);
    if (first) {
      for (const part of ["from", "to", "places"] as const) for (const each of group[part]) first[part].add(each);
      for (const [place, source] of group.sources) first.sources.set(place, source);
      continue;
    }
    if (key !== undefined) known.set(key, group);
    all.push(group);
  }
  return all;
}

function nameOf({ kind, name }: Endpoint): string {
  return nameless.has(kind) ? "" : name;
}

/** A name that may not vary within a group: that of a tenant or an app, whose place does. */
function fixedName(end: Endpoint): string {
  return placed.has(end.kind) ? nameOf(end) : "";
}

function sourceKey(source: Source | undefined): string {
  return source ? `${source.file} ${source.path.join("/")}` : "";
}
