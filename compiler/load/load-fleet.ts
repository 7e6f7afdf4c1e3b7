/** Reads and builds a fleet, whole or some of its regions. */

import { existsSync, realpathSync } from "node:fs";
import type { ProfileCatalogue } from "../../constructs/catalogue.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import type { Region } from "../../constructs/region.ts";
import { type EngineTables, engines as shippedEngines } from "../../engines/engines.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { suggest } from "../../model/suggest.ts";
import { buildFleet } from "../build.ts";
import type { FleetProgram } from "../fleet-configuration.ts";
import { programmedFleet, runProgram } from "./fleet-program.ts";
import { nodePortFindings } from "./node-ports.ts";
import { FleetDisk } from "./read-tree.ts";
import { openRecordCache } from "./record-cache.ts";
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

/** What a fleet is built with besides its files. */
export interface BuildCode {
  /** @default those that are shipped */
  readonly engines?: EngineTables;
  /** The fleet's own `fleet.ts`. */
  readonly program?: FleetProgram | undefined;
  /** Absolute path of the folder that keeps what zones were read as; absent: none. */
  readonly cache?: string | undefined;
}

/**
 * Reads and builds a fleet.
 *
 * @param root folder that holds `sites/` and `apps/`
 * @param names regions to work on, with `centre` as one of them; everything when empty. Zones of other regions are
 *   not read then, unless the centre is among them, so rules that compare sites of several regions see only the named ones.
 */
export function loadFleet(
  root: string,
  catalogue: ProfileCatalogue,
  names: readonly string[] = [],
  code: BuildCode = {},
): LoadedFleet {
  // What the centre holds of nodes that join it follows from the sites of any region.
  return fleetLoader(root, catalogue, code)(names, names.includes("centre") ? [] : names);
}

/**
 * `loadFleet` for a caller who takes region after region: files that all of them need are read once. The faults of
 * one call are among those of the next. `zones` names the regions whose zones are read, none of them for all; the centre has none.
 */
export function fleetLoader(
  root: string,
  catalogue: ProfileCatalogue,
  { engines = shippedEngines, program, cache }: BuildCode = {},
): (names: readonly string[], zones?: readonly string[]) => LoadedFleet {
  const disk = new FleetDisk(root, cache === undefined ? undefined : openRecordCache(cache));
  if (program && !disk.exists("sites")) {
    const { fleet, diagnostics } = programmedFleet(program, catalogue, engines, realFolder(root));
    const regions = fleet?.regions ?? [];
    const textOf = () => undefined;
    return (names) => ({
      fleet,
      selection: select(regions, names),
      diagnostics: [...diagnostics, ...(fleet ? unknownRegions(names, regions) : [])],
      textOf,
    });
  }
  const outline = readOutline(disk);
  if (outline) disk.diagnostics.push(...nodePortFindings(outline, outline.nodePorts, disk.diagnostics));
  return (names, zones = names) => {
    const failures: Diagnostic[] = [];
    const complete = (fleet: Fleet) => {
      const made = program && runProgram(program, { catalogue, fromFiles: fleet }, realFolder(root));
      if (made) failures.push(...made.diagnostics);
    };
    const records = outline && readRecords(disk, outline, zones.length > 0 ? zones : undefined);
    const built = records && buildFleet(records, catalogue, engines, complete);
    const all = built?.fleet.regions ?? [];
    const unknown = built && disk.diagnostics.length === 0 ? unknownRegions(names, all) : [];
    return {
      fleet: built?.fleet,
      selection: select(all, names),
      diagnostics: [
        ...disk.diagnostics,
        ...unreadFiles(disk.unread),
        ...failures,
        ...(built?.diagnostics ?? []),
        ...unknown,
      ],
      textOf: disk.textOf,
    };
  };
}

/** Node knows modules by where they really are. */
function realFolder(root: string): string {
  return existsSync(root) ? realpathSync.native(root) : root;
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
