/** What is wrong with the clusters for a time of one region. */

import type { ClusterLine } from "../../../model/address-lock-file.ts";
import { type ClusterSpec, lastDay } from "../../../model/cluster-file.ts";
import { type ClusterSize, serversOf } from "../../../model/cluster-size-file.ts";
import type { Diagnostic } from "../../../model/diagnostic.ts";
import { firstNames } from "../../../model/first-names.ts";
import type { Step } from "../../../model/source.ts";
import { didYouMean } from "../../../model/suggest.ts";
import { type AddressPlaces, allocateCommand, lineOf } from "../address-places.ts";
import { chooseServers, fittingServers } from "./choose-servers.ts";
import type { RegionClusters } from "./region-clusters.ts";

/** @param refused names of clusters of which something else is told already */
export function clusterFindings(
  region: RegionClusters,
  places: AddressPlaces,
  refused: ReadonlySet<string>,
): readonly Diagnostic[] {
  const taken = new Set([...region.lines.values()].flatMap(({ hosts }) => Object.keys(hosts)));
  return [
    ...region.clusters
      .filter(({ name }) => !refused.has(name))
      .flatMap((spec) => findingsOf(spec, region, taken, places)),
    ...sharedServers(region, places),
  ];
}

function findingsOf(
  spec: ClusterSpec,
  region: RegionClusters,
  taken: ReadonlySet<string>,
  places: AddressPlaces,
): readonly Diagnostic[] {
  const { pools, sizes, lines } = region;
  const pool = pools.get(spec.zone);
  const at = (...path: readonly Step[]) => ({ file: places.siteOf(spec.name)?.file ?? "", path });
  const finding = (code: string, path: readonly Step[], message: string, hint: string): readonly Diagnostic[] => [
    { code, severity: "error", message, subjects: [], hint, at: at(...path) },
  ];
  if (!pool) {
    const near = didYouMean(spec.zone, [...pools.keys()]);
    const zones = [...pools.keys()].sort();
    return finding(
      "cluster/zone",
      ["zone"],
      `found zone ${spec.zone}, expected one of ${places.region}: ${firstNames(zones)}${near}`,
      "name a zone with a pool of servers",
    );
  }
  const size = sizes[spec.size];
  if (!size) {
    const names = Object.keys(sizes).sort();
    const known =
      names.length > 0 ? `one of ${names.join(", ")}${didYouMean(spec.size, names)}` : "a size, and the fleet has none";
    return finding(
      "cluster/size",
      ["size"],
      `found size ${spec.size}, expected ${known}`,
      "clusterSizes of sites/fleet.yaml has them",
    );
  }
  const line = lines.get(spec.name);
  if (line)
    return lineFindings(
      spec,
      size,
      line,
      pool.map(({ name }) => name),
      places,
    );
  if (chooseServers(spec.name, size, pool, taken)) {
    return finding(
      "cluster/not-allocated",
      [],
      `${spec.name} has no servers yet: ${places.lock} gives it none`,
      `${allocateCommand(places, " --at TODAY")}, and commit what it writes`,
    );
  }
  return finding(
    "cluster/no-servers",
    ["size"],
    noServers(spec, size, region, taken),
    `wait for one that ends, take a smaller size, or add servers to the pool of ${spec.zone}`,
  );
}

function noServers(spec: ClusterSpec, size: ClusterSize, region: RegionClusters, taken: ReadonlySet<string>): string {
  const pool = region.pools.get(spec.zone) ?? [];
  const free = [...fittingServers(size, pool, taken)].map(([arch, own]) => `${own.length} of ${arch}`).sort();
  const ends = region.clusters.flatMap(({ name, zone, lifetime }) => {
    const line = region.lines.get(name);
    return line && zone === spec.zone ? [`${name} on ${lastDay(line.born, lifetime)}`] : [];
  });
  const next = ends.sort((a, b) => (a.slice(-10) < b.slice(-10) ? -1 : 1))[0];
  return `${spec.name} needs ${serversOf(size)} servers of one architecture from the pool of ${spec.zone}, found free and fit among its ${pool.length}: ${free.join(", ") || "none"}${next === undefined ? "" : `; the first to end is ${next}`}`;
}

function lineFindings(
  spec: ClusterSpec,
  size: ClusterSize,
  line: ClusterLine,
  pool: readonly string[],
  places: AddressPlaces,
): readonly Diagnostic[] {
  const servers = Object.keys(line.hosts);
  const gone = servers.filter((name) => !pool.includes(name));
  if (gone.length > 0) {
    return gone.map((name) => ({
      code: "cluster/server-gone",
      severity: "error",
      message: `${spec.name} has ${name}, which is no server of the pool of ${spec.zone} any more`,
      at: { ...lineOf(places, spec.name, "hosts", name), key: true },
      subjects: [],
      hint: `put it back into the pool, or give the cluster other servers: ${allocateCommand(places, ` --move ${spec.name}`)}`,
    }));
  }
  const has = { controlPlanes: line.controlPlanes.length, workers: servers.length - line.controlPlanes.length };
  if (has.controlPlanes === size.controlPlanes && has.workers === size.workers) return [];
  const isLess = has.controlPlanes > size.controlPlanes || has.workers > size.workers;
  return [
    {
      code: "cluster/size",
      severity: "error",
      message: `${spec.name} has ${has.controlPlanes} control planes and ${has.workers} workers, expected ${size.controlPlanes} and ${size.workers} of size ${spec.size}`,
      at: { file: places.siteOf(spec.name)?.file ?? "", path: ["size"] },
      subjects: [],
      hint: isLess
        ? "a cluster that lives does not shrink, since a program cannot say whose pods may go: make a new one of that size, and retire this"
        : `${allocateCommand(places)} gives it the rest, where servers are free`,
    },
  ];
}

/** A server has one cluster: two branches may have given it twice. */
function sharedServers({ lines }: RegionClusters, places: AddressPlaces): readonly Diagnostic[] {
  const holders = new Map<string, string>();
  return [...lines]
    .sort(([a, one], [b, other]) => (one.born < other.born || (one.born === other.born && a < b) ? -1 : 1))
    .flatMap(([name, { hosts }]) =>
      Object.keys(hosts).flatMap((server): readonly Diagnostic[] => {
        const holder = holders.get(server);
        if (holder === undefined) {
          holders.set(server, name);
          return [];
        }
        return [
          {
            code: "cluster/clash",
            severity: "error",
            message: `${server} of ${name} is a server of ${holder} too, expected one of its own`,
            at: { ...lineOf(places, name, "hosts", server), key: true },
            subjects: [],
            hint: `${allocateCommand(places, ` --move ${name}`)}, or move the one of the two that is not published yet`,
          },
        ];
      }),
    );
}
