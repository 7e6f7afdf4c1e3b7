/** Reads the files of a fleet into checked records, zones only of the regions that are asked for. */

import type { BaselineEntry, Exemption, Owners } from "../../constructs/fleet.ts";
import { addressLockName, type LockLines } from "../../model/address-lock-file.ts";
import { appSchema } from "../../model/app-file.ts";
import { baselineFileSchema } from "../../model/baseline-file.ts";
import { clusterSchema } from "../../model/cluster-file.ts";
import { exemptionFileSchema } from "../../model/exemption-file.ts";
import { type FleetSpec, fleetSchema } from "../../model/fleet-file.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { ownersFileSchema } from "../../model/owners-file.ts";
import { type PortLines, portLockFile } from "../../model/port-lock-file.ts";
import { regionSchema } from "../../model/region-file.ts";
import type { Source } from "../../model/source.ts";
import { systemSchema } from "../../model/system-file.ts";
import { type ZoneFile, zoneFileSchema } from "../../model/zone-file.ts";
import { type ClusterRecord, fleetClusterFindings } from "../allocate/clusters/fleet-clusters.ts";
import type { AppRecord, FleetRecords, RegionRecord, SystemRecord, ZoneRecord } from "../records.ts";
import { withAutoNetworks } from "./auto-network.ts";
import { readPortLock, withGivenPorts } from "./node-ports.ts";
import { readFile, readText } from "./read-file.ts";
import { manifestsFolder, readManifests } from "./read-manifests.ts";
import { readOwnedFiles } from "./read-owned-files.ts";
import type { FleetDisk, Names } from "./read-tree.ts";
import { trustFolder, unnamedTrust, withTrustTexts } from "./read-trust.ts";
import { type RegionInput, readAddressLock, type ZoneFileRecord } from "./region-input.ts";
import { resolveZones, statedZones } from "./resolve-zones.ts";
import { isYamlFile } from "./yaml-name.ts";

/** Files of the fleet as a whole, in `sites/`. */
const ofFleet: readonly string[] = [
  "fleet.yaml",
  "exemptions.yaml",
  "baseline.yaml",
  "OWNERS.yaml",
  portLockFile.slice("sites/".length),
];

/** All files of a fleet but those of zones, read and checked. */
export interface Outline {
  readonly fleet: { readonly spec: FleetSpec; readonly source: Source } | undefined;
  readonly exemptions: readonly Exemption[];
  readonly baseline: readonly BaselineEntry[];
  readonly owners: Owners | undefined;
  readonly regions: readonly RegionFolder[];
  readonly apps: readonly AppRecord[];
  readonly systems: readonly SystemRecord[];
  /** Numbers in place of `nodePort: auto`; undefined where their lock is wrong. */
  readonly nodePorts: PortLines | undefined;
  /** Clusters for a time, of all regions. */
  readonly clusters: readonly ClusterRecord[];
}

export interface RegionFolder {
  /** From the root of the fleet. */
  readonly folder: string;
  readonly names: Names;
  /** Undefined when region.yaml is missing or wrong. */
  readonly record: RegionRecord | undefined;
}

/** Reads what every region needs. What is wrong lands in `disk.diagnostics`, and a wrong file is left out. */
export function readOutline(disk: FleetDisk): Outline | undefined {
  const sites = disk.list("sites");
  if (!sites) return undefined;
  for (const file of sites.files) {
    if (!ofFleet.includes(file)) {
      disk.report(
        `sites/${file}`,
        "load/unexpected-file",
        "expected only fleet.yaml, exemptions.yaml, baseline.yaml and OWNERS.yaml here",
        "zone files belong in the folder of their region",
      );
    }
  }
  const fleet = withTrustTexts(disk, readFile(disk, "sites/fleet.yaml", fleetSchema));
  const exemptions = sites.files.includes("exemptions.yaml")
    ? readFile(disk, "sites/exemptions.yaml", exemptionFileSchema)
    : undefined;
  const baseline = sites.files.includes("baseline.yaml")
    ? readFile(disk, "sites/baseline.yaml", baselineFileSchema)
    : undefined;
  const owners = sites.files.includes("OWNERS.yaml")
    ? readFile(disk, "sites/OWNERS.yaml", ownersFileSchema)
    : undefined;
  const regions = sites.folders
    .filter((folder) => folder !== trustFolder && folder !== manifestsFolder)
    .flatMap((folder) => readRegion(disk, `sites/${folder}`) ?? []);
  if (sites.folders.includes(trustFolder)) unnamedTrust(disk);
  return {
    fleet,
    exemptions:
      exemptions?.spec.exemptions.map((exemption, index) => ({
        ...exemption,
        source: { file: "sites/exemptions.yaml", path: ["exemptions", index] },
      })) ?? [],
    baseline:
      baseline?.spec.baseline.map((entry, index) => ({
        ...entry,
        source: { file: "sites/baseline.yaml", path: ["baseline", index] },
      })) ?? [],
    owners: owners && { ...owners.spec, source: owners.source },
    regions,
    apps: readOwnedFiles(disk, { folder: "apps", owner: "tenant", schema: appSchema }),
    systems: readOwnedFiles(disk, { folder: "systems", owner: "tenant", schema: systemSchema }),
    nodePorts: readPortLock(disk, sites),
    clusters: readOwnedFiles(disk, { folder: "clusters", owner: "team", schema: clusterSchema }),
  };
}

/**
 * Adds the zones, as checked records. Everything wrong in every file lands in `disk.diagnostics`; a wrong file is left out.
 *
 * @param only names of the regions whose zones are read; all when undefined.
 */
export function readRecords(
  disk: FleetDisk,
  outline: Outline,
  only: readonly string[] | undefined,
): FleetRecords | undefined {
  const { fleet, exemptions, baseline, owners, regions } = outline;
  const { apps, systems } = withGivenPorts(outline, outline.nodePorts);
  const isRead = ({ record }: RegionFolder) => !record || !only || only.includes(record.spec.name);
  const read = regions.filter(isRead).map((region) => readRegionFiles(disk, region));
  const refused = refusedClusters(disk, outline, read);
  const zonesOf = new Map(read.map((each) => [each.region, zoneRecords(disk, outline, each, refused)]));
  const complete = regions.flatMap((region) =>
    region.record ? [{ ...region.record, zones: zonesOf.get(region) ?? [] }] : [],
  );
  if (only === undefined)
    unnamedFolders(
      disk,
      complete.flatMap(({ zones }) => zones),
    );
  return (
    fleet && { fleet, regions: complete, apps, systems, partial: only !== undefined, exemptions, baseline, owners }
  );
}

/** Folders of extra objects that no site names: most likely a slip of the name, and the objects would be missing. */
function unnamedFolders(disk: FleetDisk, zones: readonly ZoneRecord[]): void {
  const root = `sites/${manifestsFolder}`;
  const names = disk.exists(root) ? disk.list(root) : undefined;
  if (!names) return;
  const named = new Set(zones.flatMap(({ spec }) => spec.sites.map(({ manifests }) => manifests)));
  for (const name of names.folders.filter((each) => !named.has(`${manifestsFolder}/${each}`))) {
    const message = "no site names this folder as its manifests";
    disk.report(`${root}/${name}`, "load/unexpected-folder", message, `set \`manifests: manifests/${name}\` at a site`);
  }
  for (const name of names.files) {
    const message = "a file is here, expected a folder of objects for each site";
    disk.report(`${root}/${name}`, "load/unexpected-file", message, "move it into the folder of a site");
  }
}

function readRegion(disk: FleetDisk, folder: string): RegionFolder | undefined {
  const names = disk.list(folder);
  if (!names) return undefined;
  if (ofFleet.includes(folder.slice("sites/".length))) {
    disk.report(folder, "load/not-a-file", "a folder is here, expected a YAML file");
    return undefined;
  }
  const region = withTrustTexts(disk, readFile(disk, `${folder}/region.yaml`, regionSchema));
  return { folder, names, record: region && { ...region, zones: [] } };
}

/** Zone files and lock of one region. */
export interface RegionOnDisk {
  readonly region: RegionFolder;
  readonly zones: readonly ZoneFileRecord[];
  /** Undefined when it is wrong. */
  readonly lock: LockLines | undefined;
}

function readRegionFiles(disk: FleetDisk, region: RegionFolder): RegionOnDisk {
  const zones = readZoneFiles(disk, region);
  return { region, zones, lock: readAddressLock(disk, region.folder, region.names) };
}

/** Tells what is wrong with clusters beside the fleet, and gives the names of those. */
export function refusedClusters(
  disk: FleetDisk,
  { fleet, regions, clusters }: Outline,
  read: readonly Pick<RegionOnDisk, "lock">[],
): ReadonlySet<string> {
  const lines = read.flatMap(({ lock }) => [...(lock?.clusters ?? [])]);
  if (!fleet || clusters.length + lines.length === 0) return new Set();
  const names = new Set(clusters.map(({ spec }) => spec.name));
  const found = fleetClusterFindings({
    clusters,
    fleet: fleet.spec,
    regions: regions.flatMap(({ record }) => record?.spec.name ?? []),
    living: new Set(lines.map(([name]) => name)),
    leaving: lines.flatMap(([name, { team, hosts }]) =>
      names.has(name) ? [] : [{ team, servers: Object.keys(hosts).length }],
    ),
  });
  disk.diagnostics.push(...found.map(({ cluster: _, ...diagnostic }) => diagnostic));
  return new Set(found.map(({ cluster }) => cluster));
}

function zoneRecords(
  disk: FleetDisk,
  outline: Outline,
  { region, zones, lock }: RegionOnDisk,
  refused: ReadonlySet<string>,
): readonly ZoneRecord[] {
  const input = lock && regionInput(outline, region, zones, lock);
  const resolved = input ? resolveZones(disk, input, refused) : statedZones(zones);
  return resolved.map((zone) => ({ ...zone, manifests: manifestsOf(disk, zone.spec) }));
}

/** Undefined when region.yaml is missing or wrong. */
export function regionInput(
  { fleet, clusters }: Outline,
  { folder, record }: RegionFolder,
  zones: readonly ZoneFileRecord[],
  lock: LockLines,
): RegionInput | undefined {
  if (!record) return undefined;
  const own = clusters.filter(({ spec }) => spec.region === record.spec.name);
  return { folder, spec: record.spec, zones, lock, clusters: own, sizes: fleet?.spec.clusterSizes ?? {} };
}

/** Files of zones as people write them. */
export function readZoneFiles(disk: FleetDisk, { folder, names }: RegionFolder): readonly ZoneFileRecord[] {
  for (const name of names.folders) {
    const isFile = name.endsWith(".yaml");
    disk.report(
      `${folder}/${name}`,
      isFile ? "load/not-a-file" : "load/unexpected-folder",
      `a folder is here, expected ${isFile ? "a YAML file" : "only zone files in the folder of a region"}`,
      isFile ? undefined : "move its files one level up",
    );
  }
  const others: readonly string[] = ["region.yaml", addressLockName];
  const files = names.files.filter((name) => !others.includes(name) && isYamlFile(disk, folder, name));
  return files.flatMap((name) => readZone(disk, `${folder}/${name}`) ?? []);
}

/** Nearly all of a fleet's text is in its zones, and from run to run nearly all of them stay what they were. */
function readZone(disk: FleetDisk, file: string): ZoneFileRecord | undefined {
  const text = disk.read(file);
  if (text === undefined) return undefined;
  const known = disk.records?.get(text);
  if (known !== undefined) return { spec: known as ZoneFileRecord["spec"], source: { file, path: [] } };
  const zone = readText(disk, file, text, zoneFileSchema, withAutoNetworks);
  if (zone) disk.records?.put(text, zone.spec);
  return zone;
}

/** By the name of the site. */
function manifestsOf(disk: FleetDisk, { sites }: ZoneFile): ReadonlyMap<string, readonly KubernetesObject[]> {
  return new Map(
    sites.flatMap(({ name, manifests }) =>
      manifests === undefined ? [] : [[name, readManifests(disk, manifests)] as const],
    ),
  );
}
