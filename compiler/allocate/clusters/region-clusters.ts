/** Clusters for a time in one region: what teams ask for, what the region has for them, and what they were given. */

import type { ClusterLine } from "../../../model/address-lock-file.ts";
import type { ClusterSpec } from "../../../model/cluster-file.ts";
import type { ClusterSize } from "../../../model/cluster-size-file.ts";
import type { PoolHost } from "../../../model/zone-file.ts";

export interface RegionClusters {
  /** Those of the region. */
  readonly clusters: readonly ClusterSpec[];
  /** By the name of the cluster. One without its cluster is on its way out. */
  readonly lines: ReadonlyMap<string, ClusterLine>;
  /** Servers that no site has, by the name of the zone. */
  readonly pools: ReadonlyMap<string, readonly PoolHost[]>;
  readonly sizes: Readonly<Record<string, ClusterSize>>;
}

/** Lines of clusters whose files are gone. */
export function leavingLines({ clusters, lines }: RegionClusters): ReadonlyMap<string, ClusterLine> {
  const names = new Set(clusters.map(({ name }) => name));
  return new Map([...lines].filter(([name]) => !names.has(name)));
}
