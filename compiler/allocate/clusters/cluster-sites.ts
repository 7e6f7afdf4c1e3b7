/** A cluster for a time as what it is to everybody else: a site of its zone. */

import type { ClusterLine } from "../../../model/address-lock-file.ts";
import type { ClusterSpec } from "../../../model/cluster-file.ts";
import type { HostFile, SiteFile } from "../../../model/zone-file.ts";
import type { RegionClusters } from "./region-clusters.ts";

/** Sites by the name of the zone, of clusters that have all of their servers; in the order of names. */
export function clusterSites(region: RegionClusters): ReadonlyMap<string, readonly SiteFile[]> {
  const sites = region.clusters
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((spec) => {
      const line = region.lines.get(spec.name);
      const site = line && clusterSite(spec, line, region);
      return site ? [{ zone: spec.zone, site }] : [];
    });
  return new Map([...Map.groupBy(sites, ({ zone }) => zone)].map(([zone, own]) => [zone, own.map(({ site }) => site)]));
}

function clusterSite(spec: ClusterSpec, line: ClusterLine, { pools }: RegionClusters): SiteFile | undefined {
  const pool = new Map(pools.get(spec.zone)?.map((server) => [server.name, server]));
  const names = Object.keys(line.hosts).sort();
  const hosts = names.flatMap((name): readonly HostFile[] => {
    const server = pool.get(name);
    const role = line.controlPlanes.includes(name) ? "control-plane" : "worker";
    return server ? [{ ...server, role, address: "auto" }] : [];
  });
  if (hosts.length < names.length) return undefined;
  const { name, profile, state, labels, parameters, team } = spec;
  return {
    name,
    kind: "cluster",
    profile,
    state,
    network: { nodes: "auto" },
    labels: { team, ...labels },
    parameters,
    orphan: [],
    retire: [],
    hosts,
  };
}
