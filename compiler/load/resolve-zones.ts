/** Gives sites that leave their network to the plan what their line says, and makes sites of clusters for a time. */

import { within } from "../../model/source.ts";
import type { ZoneFile } from "../../model/zone-file.ts";
import { type AddressPlaces, lineOf } from "../allocate/address-places.ts";
import { regionAddresses, regionClusters } from "../allocate/allocate-lock.ts";
import { clusterFindings } from "../allocate/clusters/cluster-findings.ts";
import { clusterSites } from "../allocate/clusters/cluster-sites.ts";
import { lockFindings } from "../allocate/lock-findings.ts";
import type { RegionAddresses } from "../allocate/region-addresses.ts";
import { resolveSite } from "../allocate/resolve-site.ts";
import { isAllocated, missingParts, needsOf } from "../allocate/site-needs.ts";
import type { ZoneRecord } from "../records.ts";
import type { FleetDisk } from "./read-tree.ts";
import { addressPlaces, type RegionInput, regionFiles, type ZoneFileRecord } from "./region-input.ts";

/**
 * Zones of one region with every address known. What is wrong lands in `disk.diagnostics`, and a site without its line is
 * left out.
 *
 * @param refused names of clusters of which something is told already
 */
export function resolveZones(disk: FleetDisk, input: RegionInput, refused: ReadonlySet<string>): readonly ZoneRecord[] {
  const { zones, lock, clusters } = input;
  const isPlain = lock.sites.size + lock.clusters.size + clusters.length === 0;
  if (isPlain && !zones.some(({ spec }) => spec.sites.some(isAllocated))) return zones;
  const files = regionFiles(input);
  const own = regionClusters(files);
  const addresses = regionAddresses(files);
  const places = addressPlaces(input);
  disk.diagnostics.push(...clusterFindings(own, places, refused), ...lockFindings(addresses, places));
  const made = clusterSites(own);
  return zones.map((zone) => {
    const sites = [...zone.spec.sites, ...(made.get(zone.spec.zone) ?? [])];
    return resolveZone({ ...zone, spec: { ...zone.spec, sites } }, zone.spec.sites.length, addresses, places);
  });
}

/** Zones of a region of which too much is wrong, without what its lock would give. */
export function statedZones(zones: readonly ZoneFileRecord[]): readonly ZoneRecord[] {
  const statedAlone = (zone: ZoneFile): ZoneFile => ({
    ...zone,
    sites: zone.sites.filter((site) => !isAllocated(site)),
  });
  return zones.map((zone) => ({ ...zone, spec: statedAlone(zone.spec) }));
}

/**
 * Where a site is left out, or comes from another file, its place does not follow from its index, so it carries its own.
 *
 * @param written how many of the sites stand in the zone's file; the others are clusters
 */
function resolveZone(
  { spec, source }: ZoneFileRecord,
  written: number,
  { plan, lines }: RegionAddresses,
  places: AddressPlaces,
): ZoneRecord {
  const sources = new Map(
    spec.sites.map(({ name }, index) => {
      const own = index < written ? within(source, "sites", index) : places.siteOf(name);
      return [name, own ?? source] as const;
    }),
  );
  const sites = spec.sites.flatMap((site) => {
    const line = lines.get(site.name);
    const isComplete = plan && line && missingParts(needsOf(site, plan), line).length === 0;
    return (isAllocated(site) && !isComplete ? undefined : resolveSite(site, line)) ?? [];
  });
  const allocated = spec.sites
    .filter(isAllocated)
    .map(({ name }) => [name, { ...lineOf(places, name), key: true as const }] as const);
  const isAsWritten = sites.length === written;
  return {
    spec: { ...spec, sites },
    source,
    ...(!isAsWritten && { siteSources: sources }),
    allocations: new Map(allocated),
  };
}
