/** Reads and builds a fleet, whole or some of its regions. */

import type { ProfileCatalogue } from "../../constructs/catalogue.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import type { Region } from "../../constructs/region.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { suggest } from "../../model/suggest.ts";
import { buildFleet } from "../build.ts";
import { FleetDisk } from "./read-tree.ts";
import { readOutline, readRecords } from "./records.ts";
import { unreadFiles } from "./unread-files.ts";

/** What commands work on: `centre` is selected like a region. */
export interface Selection {
  readonly regions: readonly Region[];
  readonly centre: boolean;
}

export interface LoadedFleet {
  /** Undefined when sites/fleet.yaml itself is missing or wrong. */
  readonly fleet: Fleet | undefined;
  readonly selection: Selection;
  readonly diagnostics: readonly Diagnostic[];
  /** Text of a file that was read, for positions. */
  readonly textOf: (file: string) => string | undefined;
}

/**
 * Reads and builds a fleet.
 *
 * @param root folder that holds `sites/` and `apps/`
 * @param names regions to work on, with `centre` as one of them; everything when empty. Zones of other regions are
 *   not read then, so rules that compare sites of several regions see only the named ones.
 */
export function loadFleet(root: string, catalogue: ProfileCatalogue, names: readonly string[] = []): LoadedFleet {
  return fleetLoader(root, catalogue)(names);
}

/**
 * `loadFleet` for a caller who takes region after region: files that all of them need are read once. The faults of
 * one call are among those of the next.
 */
export function fleetLoader(root: string, catalogue: ProfileCatalogue): (names: readonly string[]) => LoadedFleet {
  const disk = new FleetDisk(root);
  const outline = readOutline(disk);
  return (names) => {
    const records = outline && readRecords(disk, outline, names.length > 0 ? names : undefined);
    const built = records && buildFleet(records, catalogue);
    const all = built?.fleet.regions ?? [];
    const unknown = built && disk.diagnostics.length === 0 ? unknownRegions(names, all) : [];
    return {
      fleet: built?.fleet,
      selection: select(all, names),
      diagnostics: [...disk.diagnostics, ...unreadFiles(disk.unread), ...(built?.diagnostics ?? []), ...unknown],
      textOf: disk.textOf,
    };
  };
}

/** @param names as `loadFleet` takes them */
export function select(regions: readonly Region[], names: readonly string[]): Selection {
  return {
    regions: names.length > 0 ? regions.filter(({ name }) => names.includes(name)) : regions,
    centre: names.length === 0 || names.includes("centre"),
  };
}

function unknownRegions(names: readonly string[], regions: readonly Region[]): readonly Diagnostic[] {
  const known = [...regions.map((region) => region.name), "centre"];
  return names
    .filter((name) => !known.includes(name))
    .map((name) => {
      const close = suggest(name, known);
      return {
        code: "load/unknown-region",
        severity: "error",
        message: `no region ${name}, expected one of ${known.join(", ")}`,
        subjects: [],
        ...(close && { hint: `did you mean ${close}?` }),
      };
    });
}
