/** Gives clusters for a time their servers: those that have some keep them, the others take what is free. */

import type { ClusterLine } from "../../../model/address-lock-file.ts";
import { chooseServers } from "./choose-servers.ts";
import type { RegionClusters } from "./region-clusters.ts";

export interface ClusterChoices {
  /** Day on which new clusters are born, like 2026-11-29; undefined: none is. */
  readonly at: string | undefined;
  /** Names of clusters that get other servers. */
  readonly move: ReadonlySet<string>;
  /** Names of clusters that their team may not have. */
  readonly refused: ReadonlySet<string>;
}

/** A line before it has addresses: the servers stand among its hosts, and those that it had have theirs. */
type Staffed = Pick<ClusterLine, "team" | "born" | "controlPlanes"> & {
  readonly servers: readonly string[];
  /** What it has already; undefined for a new one. */
  readonly line: ClusterLine | undefined;
};

/** By the name of the cluster, those alone that have all of their servers; in the order of names. */
export function staffClusters(
  region: RegionClusters,
  { at, move, refused }: ClusterChoices,
): ReadonlyMap<string, Staffed> {
  // What a moved one had is free from the next run on.
  const taken = new Set([...region.lines.values()].flatMap(({ hosts }) => Object.keys(hosts)));
  const staffed = new Map<string, Staffed>();
  for (const spec of region.clusters.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const size = region.sizes[spec.size];
    const pool = region.pools.get(spec.zone) ?? [];
    const old = region.lines.get(spec.name);
    const line = move.has(spec.name) ? undefined : old;
    const born = old?.born ?? at;
    // Whatever is wrong with it, it keeps what it has.
    if (old) staffed.set(spec.name, unchanged(old));
    if (!size || born === undefined || refused.has(spec.name)) continue;
    const servers = chooseServers(spec.name, size, pool, taken, line && rolesOf(line));
    if (servers) {
      const names = [...servers.controlPlanes, ...servers.workers];
      for (const name of names) taken.add(name);
      staffed.set(spec.name, {
        team: spec.team,
        born,
        controlPlanes: [...servers.controlPlanes],
        servers: names,
        line,
      });
    }
  }
  return staffed;
}

function unchanged(line: ClusterLine): Staffed {
  return {
    team: line.team,
    born: line.born,
    controlPlanes: line.controlPlanes,
    servers: Object.keys(line.hosts),
    line,
  };
}

function rolesOf({ controlPlanes, hosts }: ClusterLine) {
  return { controlPlanes, workers: Object.keys(hosts).filter((name) => !controlPlanes.includes(name)) };
}
