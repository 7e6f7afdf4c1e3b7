/** Allocates the addresses of regions from their files: what the locks would be, and what no allocation can mend. */

import { addressLockName, type LockLines } from "../../model/address-lock-file.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { portLockFile } from "../../model/port-lock-file.ts";
import { allocateLock, regionAddresses, regionClusters } from "../allocate/allocate-lock.ts";
import { clusterFindings } from "../allocate/clusters/cluster-findings.ts";
import { lockFindings } from "../allocate/lock-findings.ts";
import { lockText } from "../allocate/lock-text.ts";
import { mergedLines } from "../allocate/merged-lines.ts";
import { portAsks } from "../allocate/ports/port-asks.ts";
import { isAllocated } from "../allocate/site-needs.ts";
import { allocateFleetPorts } from "./allocate-ports.ts";
import type { AllocationWish, LockAllocation } from "./lock-allocation.ts";
import { FleetDisk } from "./read-tree.ts";
import {
  type Outline,
  type RegionFolder,
  readOutline,
  readZoneFiles,
  refusedClusters,
  regionInput,
} from "./records.ts";
import { addressPlaces, type RegionInput, readAddressLock, regionFiles } from "./region-input.ts";

/** The lock of one region. */
interface RegionAllocation extends LockAllocation {
  readonly region: string;
}

export interface FleetAllocation {
  /** Those of regions, and the fleet's of node ports where there is one. */
  readonly locks: readonly LockAllocation[];
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
  const outline = readOutline(disk);
  const folders = outline?.regions ?? [];
  const chosen = folders.filter(
    ({ record }) => !record || wish.regions.length === 0 || wish.regions.includes(record.spec.name),
  );
  // A quota counts in all regions together.
  const locks = new Map(folders.map((folder) => [folder, readLines(disk, folder, wish)]));
  const before = disk.diagnostics.length;
  const refused = outline
    ? refusedClusters(
        disk,
        outline,
        [...locks.values()].map((lock) => ({ lock })),
      )
    : new Set<string>();
  const ofClusters = disk.diagnostics.splice(before);
  const ports = outline && allocateFleetPorts(disk, outline, wish);
  const results = chosen.flatMap((folder) => {
    const zones = readZoneFiles(disk, folder);
    const lock = locks.get(folder);
    const input = outline && lock && regionInput(outline, folder, zones, lock);
    return input ? [allocateInput(disk, input, wish, refused)] : [];
  });
  const all = [...results, ...(ports ? [ports] : [])];
  const texts = new Map(all.map(({ file, after }) => [file, after]));
  const prefixes = [
    ...chosen.map(({ folder }) => `${folder}/`),
    "clusters/",
    ...(needsPorts(disk, outline) ? ["apps/", "systems/", portLockFile] : []),
  ];
  const isOwn = ({ at, severity }: Diagnostic) =>
    severity === "error" && (!at || prefixes.some((prefix) => at.file.startsWith(prefix)) || folders.length === 0);
  return {
    locks: all,
    names: all.flatMap(({ names }) => names),
    known: folders.flatMap(({ record }) => record?.spec.name ?? []),
    faults: disk.diagnostics.filter(isOwn),
    left: [...ofClusters, ...all.flatMap(({ left }) => left)],
    textOf: (file) => texts.get(file) ?? disk.textOf(file),
  };
}

/** Where nobody leaves a port open, a wrong app keeps nobody from an address. */
function needsPorts(disk: FleetDisk, outline: Outline | undefined): boolean {
  const asks = outline ? portAsks(outline.apps, outline.systems) : [];
  return disk.textOf(portLockFile) !== undefined || asks.some(({ nodePort }) => nodePort === "auto");
}

interface InputAllocation extends RegionAllocation {
  readonly names: readonly string[];
  readonly left: readonly Diagnostic[];
}

function allocateInput(
  disk: FleetDisk,
  input: RegionInput,
  wish: AllocationWish,
  refused: ReadonlySet<string>,
): InputAllocation {
  const file = `${input.folder}/${addressLockName}`;
  const files = regionFiles(input, publishedLines(wish, file));
  const { lock, changes } = allocateLock(files, { at: wish.at, move: wish.move, refused });
  const before = disk.textOf(file);
  const isEmpty = lock.sites.size + lock.clusters.size === 0;
  const next = { ...files, lock };
  const places = addressPlaces({ ...input, lock });
  const sites = files.sites.filter(isAllocated).flatMap(({ name, hosts }) => [name, ...hosts.map((host) => host.name)]);
  return {
    region: input.spec.name,
    file,
    before,
    after: before === undefined && isEmpty ? undefined : lockText(lock),
    changes,
    names: [...sites, ...files.clusters.clusters.map(({ name }) => name)],
    left: [...clusterFindings(regionClusters(next), places, refused), ...lockFindings(regionAddresses(next), places)],
  };
}

function publishedLines({ published }: AllocationWish, file: string): LockLines | undefined {
  return published && mergedLines(published(file) ?? "").lines;
}

/** The lines as they are, or those of both sides of a merge. */
function readLines(disk: FleetDisk, { folder, names }: RegionFolder, wish: AllocationWish): LockLines | undefined {
  const file = `${folder}/${addressLockName}`;
  const before = disk.diagnostics.length;
  const lines = readAddressLock(disk, folder, names);
  const text = disk.textOf(file);
  if (lines || text === undefined) return lines;
  const merged = mergedLines(text, publishedLines(wish, file));
  if (merged.unread.length > 0 || merged.lines.sites.size + merged.lines.clusters.size === 0) return undefined;
  disk.diagnostics.splice(before);
  return merged.lines;
}
