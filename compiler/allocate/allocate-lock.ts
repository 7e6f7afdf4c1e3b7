/** Allocates a whole region: servers for clusters for a time, and addresses for them and for sites. */

import type { AddressLine, ClusterLine, LockLines } from "../../model/address-lock-file.ts";
import type { NetworkPlanSpec } from "../../model/network-plan-file.ts";
import type { SiteFile } from "../../model/zone-file.ts";
import { type AddressChange, changesBetween } from "./address-changes.ts";
import { allocateRegion } from "./allocate-region.ts";
import { type ClusterChoices, staffClusters } from "./clusters/allocate-clusters.ts";
import { clusterSites } from "./clusters/cluster-sites.ts";
import { leavingLines, type RegionClusters } from "./clusters/region-clusters.ts";
import type { RegionAddresses } from "./region-addresses.ts";

/** A region as its files and its lock have it. */
export interface RegionFiles {
  readonly plan: NetworkPlanSpec | undefined;
  /** Of its zone files. */
  readonly sites: readonly SiteFile[];
  readonly lock: LockLines;
  readonly clusters: Omit<RegionClusters, "lines">;
  readonly published?: LockLines | undefined;
}

export function regionClusters({ clusters, lock }: RegionFiles): RegionClusters {
  return { ...clusters, lines: lock.clusters };
}

/** Sites and clusters as one: a cluster that has its servers is a site. */
export function regionAddresses(files: RegionFiles, own: RegionClusters = regionClusters(files)): RegionAddresses {
  const { plan, sites, lock, published } = files;
  const leaving = leavingLines(own);
  const clusters = [...lock.clusters].filter(([name]) => !leaving.has(name));
  return {
    plan,
    sites: [...sites, ...[...clusterSites(own).values()].flat()],
    lines: new Map<string, AddressLine>([
      ...lock.sites,
      ...clusters.map(([name, line]) => [name, addressesOf(line)] as const),
    ]),
    leaving: [...leaving.values()],
    published: published && new Map<string, AddressLine>([...published.sites, ...published.clusters]),
  };
}

export interface LockAllocation {
  readonly lock: LockLines;
  readonly changes: readonly AddressChange[];
}

/** @param choices `move` names sites, hosts and clusters */
export function allocateLock(files: RegionFiles, choices: ClusterChoices): LockAllocation {
  const own = regionClusters(files);
  const staffed = staffClusters(own, choices);
  const lines = new Map(
    [...staffed].map(([name, { team, born, controlPlanes, servers }]): readonly [string, ClusterLine] => [
      name,
      // The addresses follow; a site is made of the names alone.
      {
        team,
        born,
        controlPlanes: [...controlPlanes],
        nodes: "",
        hosts: Object.fromEntries(servers.map((each) => [each, ""])),
      },
    ]),
  );
  const stays = new Set([...staffed].flatMap(([name, { line }]) => (line ? [name] : [])));
  const move = new Set([...choices.move].filter((name) => !stays.has(name)));
  const addresses = regionAddresses(files, { ...own, lines });
  const { lines: next } = allocateRegion({ ...addresses, leaving: [...leavingLines(own).values()] }, move);
  const clusters = new Map(leavingLines(own));
  const sites = new Map<string, AddressLine>();
  for (const [name, line] of next) {
    const given = lines.get(name);
    if (given) clusters.set(name, { ...line, team: given.team, born: given.born, controlPlanes: given.controlPlanes });
    else sites.set(name, line);
  }
  const lock = { sites, clusters };
  return { lock, changes: changesBetween(allLines(files.lock), allLines(lock)) };
}

function allLines({ sites, clusters }: LockLines): ReadonlyMap<string, AddressLine> {
  return new Map<string, AddressLine>([...sites, ...clusters]);
}

function addressesOf({ team: _, born: __, controlPlanes: ___, ...line }: ClusterLine): AddressLine {
  return line;
}
