/** What the end of clusters for a time changes in the files of a fleet. */

import { addressLockName } from "../../model/address-lock-file.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { SiteState } from "../../model/zone-file.ts";
import { type ExpirySteps, expirySteps } from "../allocate/clusters/expiry.ts";
import type { ClusterRecord } from "../allocate/clusters/fleet-clusters.ts";
import { lockText } from "../allocate/lock-text.ts";
import { FleetDisk } from "./read-tree.ts";
import { readOutline } from "./records.ts";
import { readAddressLock } from "./region-input.ts";

export interface RegionExpiry {
  readonly region: string;
  readonly steps: ExpirySteps;
  /** Texts by path from the root of the fleet; undefined: the file goes. */
  readonly files: ReadonlyMap<string, string | undefined>;
}

export interface FleetExpiry {
  readonly regions: readonly RegionExpiry[];
  /** Names of all regions. */
  readonly known: readonly string[];
  /** Faults of files, for which nothing is to be written. */
  readonly faults: readonly Diagnostic[];
  readonly textOf: (file: string) => string | undefined;
}

/**
 * @param at like 2026-12-01
 * @param names of regions; all when empty
 * @param publishedOf states of all sites in a region's repository; undefined where nobody looked
 */
export function expireFleet(
  root: string,
  at: string,
  names: readonly string[],
  publishedOf: (region: string) => ReadonlyMap<string, SiteState> | undefined,
): FleetExpiry {
  const disk = new FleetDisk(root);
  const outline = readOutline(disk);
  const folders = (outline?.regions ?? []).flatMap(({ folder, names, record }) =>
    record ? [{ folder, names, name: record.spec.name }] : [],
  );
  const regions = folders
    .filter(({ name }) => names.length === 0 || names.includes(name))
    .flatMap(({ folder, names: files, name }): readonly RegionExpiry[] => {
      const lock = readAddressLock(disk, folder, files);
      const clusters = (outline?.clusters ?? []).filter(({ spec }) => spec.region === name);
      if (!lock || (clusters.length === 0 && lock.clusters.size === 0)) return [];
      const steps = expirySteps({
        at,
        clusters: clusters.map(({ spec }) => spec),
        lines: lock.clusters,
        published: publishedOf(name),
        allowDelete: outline?.fleet?.spec.allowDelete ?? 0,
      });
      const left = new Map([...lock.clusters].filter(([each]) => !steps.free.includes(each)));
      return [
        {
          region: name,
          steps,
          files: new Map([
            ...editsOf(disk, clusters, steps),
            ...(left.size < lock.clusters.size
              ? [[`${folder}/${addressLockName}`, lockText({ ...lock, clusters: left })] as const]
              : []),
          ]),
        },
      ];
    });
  const isOwn = ({ at: place, severity }: Diagnostic) =>
    severity === "error" && (!place || /^clusters\/|\.lock\.yaml$|^sites\/fleet\.yaml$/.test(place.file) || !outline);
  return {
    regions,
    known: folders.map(({ name }) => name),
    faults: disk.diagnostics.filter(isOwn),
    textOf: disk.textOf,
  };
}

function editsOf(
  disk: FleetDisk,
  clusters: readonly ClusterRecord[],
  { retire, remove }: ExpirySteps,
): readonly (readonly [string, string | undefined])[] {
  return clusters.flatMap(({ spec, source: { file } }): readonly (readonly [string, string | undefined])[] => {
    if (remove.includes(spec.name)) return [[file, undefined]];
    return retire.includes(spec.name) ? [[file, retiredText(disk.textOf(file) ?? "")]] : [];
  });
}

/** A cluster's file is a flat mapping, or one in braces. */
function retiredText(text: string): string {
  const stated = /^(\{?\s*|.*,\s*)(state:)[ \t]*[a-z]+/m;
  if (stated.test(text)) return text.replace(stated, "$1$2 retired");
  if (/^\s*\{/m.test(text)) return text.replace(/\s*\}\s*$/, ", state: retired }\n");
  return `${text.replace(/\n*$/, "")}\nstate: retired\n`;
}
