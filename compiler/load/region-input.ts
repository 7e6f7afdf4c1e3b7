/** What is read of one region to know its addresses: zone files, lock, and clusters for a time. */

import { addressLockName, addressLockSchema, type LockLines } from "../../model/address-lock-file.ts";
import type { ClusterSize } from "../../model/cluster-size-file.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { RegionSpec } from "../../model/region-file.ts";
import { type Source, within } from "../../model/source.ts";
import type { ZoneFile } from "../../model/zone-file.ts";
import type { AddressPlaces } from "../allocate/address-places.ts";
import type { RegionFiles } from "../allocate/allocate-lock.ts";
import type { ClusterRecord } from "../allocate/clusters/fleet-clusters.ts";
import { type FileRecord, readFile } from "./read-file.ts";
import type { FleetDisk, Names } from "./read-tree.ts";

export type ZoneFileRecord = FileRecord<ZoneFile>;

export interface RegionInput {
  /** From the root of the fleet. */
  readonly folder: string;
  readonly spec: RegionSpec;
  readonly zones: readonly ZoneFileRecord[];
  readonly lock: LockLines;
  /** Those of the region. */
  readonly clusters: readonly ClusterRecord[];
  readonly sizes: Readonly<Record<string, ClusterSize>>;
}

const noLines: LockLines = { sites: new Map(), clusters: new Map() };

/** Faults of a lock's text that `flotilla allocate` mends: both sides of a merge, or a line that is there twice. */
const MERGED = /^(a merge that was not finished|the key .* is here twice)/;

/** No lines where there is no lock, undefined where it is wrong. */
export function readAddressLock(disk: FleetDisk, folder: string, { files }: Names): LockLines | undefined {
  if (!files.includes(addressLockName)) return noLines;
  const before = disk.diagnostics.length;
  const lock = readFile(disk, `${folder}/${addressLockName}`, addressLockSchema);
  const told = disk.diagnostics.splice(before).map(withMend);
  disk.diagnostics.push(...told);
  return (
    lock && { sites: new Map(Object.entries(lock.spec.sites)), clusters: new Map(Object.entries(lock.spec.clusters)) }
  );
}

function withMend(diagnostic: Diagnostic): Diagnostic {
  const region = diagnostic.at?.file.split("/").at(-2);
  const hint = MERGED.test(diagnostic.message)
    ? `flotilla allocate --region ${region} takes the lines of both sides, and gives anew what was given twice`
    : "restore it from Git; where it is lost, every site that has no line gets a new one by flotilla allocate";
  return { ...diagnostic, hint };
}

export function regionFiles({ spec, zones, lock, clusters, sizes }: RegionInput, published?: LockLines): RegionFiles {
  return {
    plan: spec.network.plan,
    sites: zones.flatMap((zone) => zone.spec.sites),
    lock,
    clusters: {
      clusters: clusters.map((each) => each.spec),
      pools: new Map(zones.map((zone) => [zone.spec.zone, zone.spec.pool ?? []])),
      sizes,
    },
    published,
  };
}

export function addressPlaces({ folder, spec, zones, lock, clusters }: RegionInput): AddressPlaces {
  const sources = new Map<string, Source>([
    ...zones.flatMap((zone) =>
      zone.spec.sites.map(({ name }, index) => [name, within(zone.source, "sites", index)] as const),
    ),
    ...clusters.map((each) => [each.spec.name, each.source] as const),
  ]);
  return {
    region: spec.name,
    plan: `${folder}/region.yaml`,
    lock: `${folder}/${addressLockName}`,
    siteOf: (name) => sources.get(name),
    clusters: new Set([...lock.clusters.keys(), ...clusters.map((each) => each.spec.name)]),
  };
}
