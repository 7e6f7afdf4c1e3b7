/** Allocates the addresses of regions from their files: what the locks would be, and what no allocation can mend. */

import { addressLockName } from "../../model/address-lock-file.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { AddressChange } from "../allocate/address-changes.ts";
import { allocateRegion } from "../allocate/allocate-region.ts";
import { lockFindings } from "../allocate/lock-findings.ts";
import { lockText } from "../allocate/lock-text.ts";
import { mergedLines } from "../allocate/merged-lines.ts";
import type { RegionAddresses } from "../allocate/region-addresses.ts";
import { isAllocated } from "../allocate/site-needs.ts";
import { addressPlaces, type LockLines, readAddressLock } from "./read-addresses.ts";
import { FleetDisk } from "./read-tree.ts";
import { type RegionFolder, readOutline, readZoneFiles } from "./records.ts";

export interface AllocationWish {
  /** Names of regions; all when empty. */
  readonly regions: readonly string[];
  /** Names of sites and hosts that shall get something else. */
  readonly move: ReadonlySet<string>;
  /** Text of a file as it is published, or about to be; undefined where there is none. */
  readonly published?: ((file: string) => string | undefined) | undefined;
}

/** The lock of one region. */
export interface RegionAllocation {
  readonly region: string;
  /** From the root of the fleet. */
  readonly file: string;
  /** As it is; undefined where there is none. */
  readonly before: string | undefined;
  /** As it shall be; undefined where nobody needs one. */
  readonly after: string | undefined;
  readonly changes: readonly AddressChange[];
}

export interface FleetAllocation {
  readonly regions: readonly RegionAllocation[];
  /** Names that can be moved. */
  readonly names: readonly string[];
  /** Names of all regions that there are. */
  readonly known: readonly string[];
  /** Faults of files, for which nothing is to be written. */
  readonly faults: readonly Diagnostic[];
  /** What is left to people, with places in the locks as they shall be. */
  readonly left: readonly Diagnostic[];
  readonly textOf: (file: string) => string | undefined;
}

export function allocateFleet(root: string, wish: AllocationWish): FleetAllocation {
  const disk = new FleetDisk(root);
  const folders = readOutline(disk)?.regions ?? [];
  const chosen = folders.filter(
    ({ record }) => !record || wish.regions.length === 0 || wish.regions.includes(record.spec.name),
  );
  const results = chosen.flatMap((folder) => allocateFolder(disk, folder, wish) ?? []);
  const texts = new Map(results.map(({ file, after }) => [file, after]));
  const prefixes = chosen.map(({ folder }) => `${folder}/`);
  const isOwn = ({ at, severity }: Diagnostic) =>
    severity === "error" && (!at || prefixes.some((prefix) => at.file.startsWith(prefix)) || folders.length === 0);
  return {
    regions: results,
    names: results.flatMap(({ names }) => names),
    known: folders.flatMap(({ record }) => record?.spec.name ?? []),
    faults: disk.diagnostics.filter(isOwn),
    left: results.flatMap(({ left }) => left),
    textOf: (file) => texts.get(file) ?? disk.textOf(file),
  };
}

interface FolderAllocation extends RegionAllocation {
  readonly names: readonly string[];
  readonly left: readonly Diagnostic[];
}

function allocateFolder(disk: FleetDisk, folder: RegionFolder, wish: AllocationWish): FolderAllocation | undefined {
  const zones = readZoneFiles(disk, folder);
  const file = `${folder.folder}/${addressLockName}`;
  const published = wish.published && new Map(mergedLines(wish.published(file) ?? "").lines);
  const lines = readLines(disk, folder, file, published);
  if (!folder.record || !lines) return undefined;
  const { spec } = folder.record;
  const sites = zones.flatMap((zone) => zone.spec.sites);
  const addresses: RegionAddresses = { plan: spec.network.plan, sites, lines, published };
  const { lines: next, changes } = allocateRegion(addresses, wish.move);
  const before = disk.textOf(file);
  const after = before === undefined && next.size === 0 ? undefined : lockText(next);
  const places = addressPlaces(folder.folder, spec, zones);
  return {
    region: spec.name,
    file,
    before,
    after,
    changes,
    names: sites.filter(isAllocated).flatMap(({ name, hosts }) => [name, ...hosts.map((host) => host.name)]),
    left: lockFindings({ ...addresses, lines: next }, places),
  };
}

/** The lines as they are, or those of both sides of a merge. */
function readLines(
  disk: FleetDisk,
  { folder, names }: RegionFolder,
  file: string,
  published: LockLines | undefined,
): LockLines | undefined {
  const before = disk.diagnostics.length;
  const lines = readAddressLock(disk, folder, names);
  const text = disk.textOf(file);
  if (lines || text === undefined) return lines;
  const merged = mergedLines(text, published);
  if (merged.unread.length > 0 || merged.lines.size === 0) return undefined;
  disk.diagnostics.splice(before);
  return merged.lines;
}
