/** Chooses servers of a zone's pool for a cluster. */

import type { ClusterSize } from "../../../model/cluster-size-file.ts";
import { nameHash } from "../../../model/name-hash.ts";
import type { PoolHost } from "../../../model/zone-file.ts";

export interface ChosenServers {
  readonly controlPlanes: readonly string[];
  readonly workers: readonly string[];
}

/** Servers that a cluster of the size may have, by architecture: all of one cluster have the same. */
export function fittingServers(
  { arch, devices }: ClusterSize,
  pool: readonly PoolHost[],
  taken: ReadonlySet<string>,
): ReadonlyMap<string, readonly PoolHost[]> {
  const fitting = pool.filter(
    (server) =>
      !taken.has(server.name) &&
      (arch === undefined || server.arch === arch) &&
      devices.every((device) => server.devices.includes(device)),
  );
  return Map.groupBy(
    fitting.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    (server) => server.arch,
  );
}

/**
 * From the place on that the name of the cluster leads to: so two branches rarely take the same.
 *
 * @param has what it has already and keeps; more workers may come
 * @returns undefined when too few are free
 */
export function chooseServers(
  name: string,
  size: ClusterSize,
  pool: readonly PoolHost[],
  taken: ReadonlySet<string>,
  has: ChosenServers = { controlPlanes: [], workers: [] },
): ChosenServers | undefined {
  const missing = {
    controlPlanes: Math.max(0, size.controlPlanes - has.controlPlanes.length),
    workers: Math.max(0, size.workers - has.workers.length),
  };
  const count = missing.controlPlanes + missing.workers;
  if (count === 0) return has;
  const own = pool.find((server) => has.controlPlanes.includes(server.name))?.arch;
  const groups = [...fittingServers(size, pool, taken)].filter(([arch]) => own === undefined || arch === own);
  const group = groups.toSorted(([a], [b]) => (a < b ? -1 : 1)).find(([, servers]) => servers.length >= count)?.[1];
  if (!group) return undefined;
  const start = nameHash(name) % group.length;
  const names = [...group.slice(start), ...group.slice(0, start)].slice(0, count).map((server) => server.name);
  return {
    controlPlanes: [...has.controlPlanes, ...names.slice(0, missing.controlPlanes)].sort(),
    workers: [...has.workers, ...names.slice(missing.controlPlanes)].sort(),
  };
}
