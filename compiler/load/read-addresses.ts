/** Reads the address lock of a region, and gives sites that leave their network to the plan what their line says. */

import type { AddressLine } from "../../model/address-lock-file.ts";
import { addressLockName, addressLockSchema } from "../../model/address-lock-file.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { RegionSpec } from "../../model/region-file.ts";
import { within } from "../../model/source.ts";
import type { ZoneFile } from "../../model/zone-file.ts";
import { type AddressPlaces, lineOf } from "../allocate/address-places.ts";
import { lockFindings } from "../allocate/lock-findings.ts";
import type { RegionAddresses } from "../allocate/region-addresses.ts";
import { resolveSite } from "../allocate/resolve-site.ts";
import { isAllocated, missingParts, needsOf } from "../allocate/site-needs.ts";
import type { ZoneRecord } from "../records.ts";
import { type FileRecord, readFile } from "./read-file.ts";
import type { FleetDisk, Names } from "./read-tree.ts";

export type ZoneFileRecord = FileRecord<ZoneFile>;
export type LockLines = ReadonlyMap<string, AddressLine>;

/** Faults of a lock's text that `flotilla allocate` mends: both sides of a merge, or a line that is there twice. */
const MERGED = /^(a merge that was not finished|the key .* is here twice)/;

/** By the name of the site; none where there is no lock, undefined where it is wrong. */
export function readAddressLock(disk: FleetDisk, folder: string, { files }: Names): LockLines | undefined {
  if (!files.includes(addressLockName)) return new Map();
  const before = disk.diagnostics.length;
  const lock = readFile(disk, `${folder}/${addressLockName}`, addressLockSchema);
  const told = disk.diagnostics.splice(before).map(withMend);
  disk.diagnostics.push(...told);
  return lock && new Map(Object.entries(lock.spec.sites));
}

function withMend(diagnostic: Diagnostic): Diagnostic {
  const region = diagnostic.at?.file.split("/").at(-2);
  const hint = MERGED.test(diagnostic.message)
    ? `flotilla allocate --region ${region} takes the lines of both sides, and gives anew what was given twice`
    : "restore it from Git; where it is lost, every site that has no line gets a new one by flotilla allocate";
  return { ...diagnostic, hint };
}

/** Zones of one region with every address known. What is wrong lands in `disk.diagnostics`, and a site without its line is left out. */
export function resolveZones(
  disk: FleetDisk,
  folder: string,
  region: RegionSpec | undefined,
  zones: readonly ZoneFileRecord[],
  lines: LockLines | undefined,
): readonly ZoneRecord[] {
  const sites = zones.flatMap(({ spec }) => spec.sites);
  if (!sites.some(isAllocated) && lines?.size === 0) return zones;
  if (!region || !lines) return zones.map((zone) => ({ ...zone, spec: statedAlone(zone.spec) }));
  const addresses: RegionAddresses = { plan: region.network.plan, sites, lines };
  const places = addressPlaces(folder, region, zones);
  disk.diagnostics.push(...lockFindings(addresses, places));
  return zones.map((zone) => resolveZone(zone, addresses, places));
}

function statedAlone(zone: ZoneFile): ZoneFile {
  return { ...zone, sites: zone.sites.filter((site) => !isAllocated(site)) };
}

export function addressPlaces(folder: string, region: RegionSpec, zones: readonly ZoneFileRecord[]): AddressPlaces {
  const sources = new Map(
    zones.flatMap(({ spec, source }) =>
      spec.sites.map(({ name }, index) => [name, within(source, "sites", index)] as const),
    ),
  );
  return {
    region: region.name,
    plan: `${folder}/region.yaml`,
    lock: `${folder}/${addressLockName}`,
    siteOf: (name) => sources.get(name),
  };
}

/** Indices of a site in its file and in the record differ where one before it is left out, so it carries its own place. */
function resolveZone(
  { spec, source }: ZoneFileRecord,
  { plan, lines }: RegionAddresses,
  places: AddressPlaces,
): ZoneRecord {
  const sources = new Map(spec.sites.map(({ name }, index) => [name, within(source, "sites", index)] as const));
  const sites = spec.sites.flatMap((site) => {
    const line = lines.get(site.name);
    const isComplete = plan && line && missingParts(needsOf(site, plan), line).length === 0;
    return (isAllocated(site) && !isComplete ? undefined : resolveSite(site, line)) ?? [];
  });
  const allocated = spec.sites
    .filter(isAllocated)
    .map(({ name }) => [name, { ...lineOf(places, name), key: true as const }] as const);
  const isWhole = sites.length === spec.sites.length;
  return {
    spec: { ...spec, sites },
    source,
    ...(!isWhole && { siteSources: sources }),
    allocations: new Map(allocated),
  };
}
