/** What is wrong with clusters for a time between their files and the fleet: team, region, quota. */

import type { ClusterSpec } from "../../../model/cluster-file.ts";
import { type ClusterSize, type QuotaSpec, serversOf } from "../../../model/cluster-size-file.ts";
import type { Diagnostic } from "../../../model/diagnostic.ts";
import { firstNames } from "../../../model/first-names.ts";
import type { FleetSpec } from "../../../model/fleet-file.ts";
import type { Source, Step } from "../../../model/source.ts";
import { didYouMean } from "../../../model/suggest.ts";

/** A cluster as its file has it, and where that is. */
export interface ClusterRecord {
  readonly spec: ClusterSpec;
  readonly source: Source;
}

export interface FleetClusters {
  /** Of all regions. */
  readonly clusters: readonly ClusterRecord[];
  readonly fleet: FleetSpec;
  readonly regions: readonly string[];
  /** Names of those that have their servers: they come before others of their team. */
  readonly living: ReadonlySet<string>;
  /** Clusters whose files are gone, and that are not gone themselves: they count for their teams. */
  readonly leaving: readonly { readonly team: string; readonly servers: number }[];
}

interface Finding extends Diagnostic {
  /** Name of the cluster. */
  readonly cluster: string;
}

/** Findings with the name of the cluster, which gets nothing while there is one. */
export function fleetClusterFindings({ clusters, fleet, regions, living, leaving }: FleetClusters): readonly Finding[] {
  const teams = fleet.tenants.map(({ name }) => name);
  const own = clusters.flatMap((record): readonly Finding[] => {
    const { team, region, lifetime } = record.spec;
    const folder = record.source.file.split("/").at(-2);
    const quota = fleet.tenants.find(({ name }) => name === team)?.quota;
    if (!teams.includes(team)) {
      const message = `found team ${team}, expected a tenant of the fleet${didYouMean(team, teams)}`;
      return [
        finding(
          record,
          "cluster/team",
          ["team"],
          message,
          "add it to tenants in sites/fleet.yaml, or correct the name",
        ),
      ];
    }
    if (folder !== team)
      return [
        finding(
          record,
          "cluster/team",
          ["team"],
          `found team ${team} in the folder ${folder}, expected both alike`,
          `move the file to clusters/${team}/`,
        ),
      ];
    if (!regions.includes(region)) {
      const message = `found region ${region}, expected one of the fleet${didYouMean(region, regions)}`;
      return [finding(record, "cluster/region", ["region"], message, "correct the name")];
    }
    if (!quota)
      return [
        finding(
          record,
          "cluster/quota",
          ["team"],
          `${team} has no quota, expected one before it has clusters`,
          `add quota: { clusters, servers } to ${team} in sites/fleet.yaml`,
        ),
      ];
    if (quota.lifetime !== undefined && days(lifetime) > days(quota.lifetime))
      return [
        finding(
          record,
          "cluster/quota",
          ["lifetime"],
          `found a lifetime of ${lifetime}, expected at most ${quota.lifetime} for ${team}`,
          `write lifetime: ${quota.lifetime}`,
        ),
      ];
    return [];
  });
  const faulty = new Set(own.map(({ cluster }) => cluster));
  const sound = clusters.filter(({ spec }) => !faulty.has(spec.name));
  const byTeam = Map.groupBy(sound, ({ spec }) => spec.team);
  const over = fleet.tenants.flatMap(({ name, quota }) =>
    quota
      ? overQuota(byTeam.get(name) ?? [], quota, {
          sizes: fleet.clusterSizes ?? {},
          living,
          leaving: leaving.filter(({ team }) => team === name),
        })
      : [],
  );
  return [...own, ...over];
}

/** Those that have their servers first, then by name: whoever comes last is over. */
function overQuota(
  clusters: readonly ClusterRecord[],
  quota: QuotaSpec,
  {
    sizes,
    living,
    leaving,
  }: Pick<FleetClusters, "living" | "leaving"> & { readonly sizes: Readonly<Record<string, ClusterSize>> },
): readonly Finding[] {
  const rank = ({ spec }: ClusterRecord) => `${living.has(spec.name) ? 0 : 1}${spec.name}`;
  const sorted = clusters.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
  let [count, servers] = [leaving.length, leaving.reduce((sum, each) => sum + each.servers, 0)];
  return sorted.flatMap((record): readonly Finding[] => {
    const size = sizes[record.spec.size];
    const wanted = size ? serversOf(size) : 0;
    const { team, name } = record.spec;
    if (count + 1 <= quota.clusters && servers + wanted <= quota.servers) {
      count++;
      servers += wanted;
      return [];
    }
    const others = sorted.map(({ spec }) => spec.name).filter((each) => each !== name);
    const message = `${name} takes one cluster and ${wanted} servers, and ${team} has ${Math.max(0, quota.clusters - count)} of ${quota.clusters} clusters and ${Math.max(0, quota.servers - servers)} of ${quota.servers} servers left`;
    return [
      finding(
        record,
        "cluster/quota",
        ["size"],
        message,
        `retire one of ${firstNames(others)}, take a smaller size, or have the quota raised in sites/fleet.yaml`,
      ),
    ];
  });
}

function days(lifetime: string): number {
  return Number(lifetime.slice(0, -1));
}

function finding(
  { spec, source }: ClusterRecord,
  code: string,
  path: readonly Step[],
  message: string,
  hint: string,
): Finding {
  return { code, severity: "error", message, at: { ...source, path }, subjects: [], hint, cluster: spec.name };
}
