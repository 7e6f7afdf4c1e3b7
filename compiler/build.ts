/** From records to constructs. */

import { App } from "../constructs/app.ts";
import type { ProfileCatalogue } from "../constructs/catalogue.ts";
import { Fleet } from "../constructs/fleet.ts";
import { Region } from "../constructs/region.ts";
import { Site } from "../constructs/site.ts";
import { System } from "../constructs/system.ts";
import { Zone } from "../constructs/zone.ts";
import { type EngineTables, engines as shippedEngines } from "../engines/engines.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { type Source, within } from "../model/source.ts";
import { systemAppName } from "../model/system-apps.ts";
import { parameterDiagnostics } from "./parameter-diagnostics.ts";
import type { FleetRecords, RegionRecord, SystemRecord, ZoneRecord } from "./records.ts";
import { unknownAreas } from "./unknown-areas.ts";
import { unknownReconcilers } from "./unknown-reconcilers.ts";

export interface BuildResult {
  readonly fleet: Fleet;
  readonly diagnostics: readonly Diagnostic[];
}

/** Names that would fall together with a construct or a repository of Flotilla's own. */
const reservedRegions = new Set(["centre", "apps", "manifests", "systems", "trust"]);
const reservedZones = new Set(["hub"]);

/**
 * Turns records into the tree of constructs and resolves every parameter. Same records, same tree, in any order.
 *
 * @param complete adds what a program of the fleet's own defines, before the tree is locked
 */
export function buildFleet(
  records: FleetRecords,
  catalogue: ProfileCatalogue,
  engines: EngineTables = shippedEngines,
  complete: (fleet: Fleet) => void = () => {},
): BuildResult {
  const diagnostics: Diagnostic[] = [];
  const fleet = new Fleet(records.fleet.spec, {
    catalogue,
    exemptions: records.exemptions,
    baseline: records.baseline ?? [],
    owners: records.owners,
    source: records.fleet.source,
  });
  const regions = new NameTable("region", diagnostics, reservedRegions);
  for (const record of records.regions) {
    if (regions.claim(record.spec.name, fleet.path, record.source && within(record.source, "name"))) {
      buildRegion(fleet, record, diagnostics);
    }
  }
  const apps = new NameTable("app", diagnostics);
  for (const { spec, source } of records.apps) {
    if (apps.claim(`${spec.tenant}/${spec.name}`, fleet.path, source && within(source, "name")))
      new App(fleet, spec, source);
  }
  buildSystems(fleet, records.systems ?? [], apps, diagnostics);
  complete(fleet);
  diagnostics.push(...lockFleet(fleet, records.partial, engines));
  return { fleet, diagnostics };
}

/** Ends the definition of a fleet, whoever made it. */
export function lockFleet(fleet: Fleet, partial: boolean, engines: EngineTables): readonly Diagnostic[] {
  fleet.node.lock();
  return [
    ...parameterDiagnostics(fleet, partial),
    ...unknownReconcilers(fleet, partial, engines),
    ...unknownAreas(fleet, partial),
  ];
}

/** A system with an app whose name is taken is left out whole. */
function buildSystems(
  fleet: Fleet,
  records: readonly SystemRecord[],
  apps: NameTable,
  diagnostics: Diagnostic[],
): void {
  const systems = new NameTable("system", diagnostics);
  for (const { spec, source } of records) {
    const { name, tenant } = spec;
    if (!systems.claim(`${tenant}/${name}`, fleet.path, source && within(source, "name"))) continue;
    const claimed = spec.apps.map((app, index) =>
      apps.claim(
        `${tenant}/${systemAppName(spec, app.name)}`,
        fleet.path,
        source && within(source, "apps", index, "name"),
      ),
    );
    if (claimed.every(Boolean)) new System(fleet, spec, source);
  }
}

function buildRegion(fleet: Fleet, record: RegionRecord, diagnostics: Diagnostic[]): void {
  const region = new Region(fleet, record.spec, record.source);
  const zones = new NameTable("zone", diagnostics, reservedZones);
  for (const zone of record.zones) {
    if (zones.claim(zone.spec.zone, region.path, zone.source && within(zone.source, "zone"))) {
      buildZone(region, zone, diagnostics);
    }
  }
}

function buildZone(region: Region, record: ZoneRecord, diagnostics: Diagnostic[]): void {
  const { spec, source, manifests, siteSources, allocations } = record;
  const { sites, ...own } = spec;
  const zone = new Zone(region, own, source);
  const names = new NameTable("site", diagnostics);
  for (const [index, site] of sites.entries()) {
    const siteSource = siteSources?.get(site.name) ?? (source && within(source, "sites", index));
    if (!names.claim(site.name, zone.path, siteSource && within(siteSource, "name"))) continue;
    const hosts = new NameTable("host", diagnostics);
    const unique = site.hosts.every((host, at) =>
      hosts.claim(host.name, `${zone.path}/${site.name}`, siteSource && within(siteSource, "hosts", at, "name")),
    );
    if (unique) new Site(zone, site, siteSource, manifests?.get(site.name), allocations?.get(site.name));
  }
}

/** Names below one construct; the second bearer of a name is a fault that tells where the first one is. */
class NameTable {
  readonly #kind: string;
  readonly #diagnostics: Diagnostic[];
  readonly #reserved: ReadonlySet<string>;
  readonly #seen = new Map<string, Source | undefined>();

  constructor(kind: string, diagnostics: Diagnostic[], reserved: ReadonlySet<string> = new Set()) {
    this.#kind = kind;
    this.#diagnostics = diagnostics;
    this.#reserved = reserved;
  }

  claim(name: string, scope: string, source: Source | undefined): boolean {
    const taken = this.#seen.has(name);
    if (!taken && !this.#reserved.has(name)) {
      this.#seen.set(name, source);
      return true;
    }
    const first = this.#seen.get(name);
    this.#diagnostics.push({
      code: taken ? "build/duplicate-name" : "build/reserved-name",
      severity: "error",
      message: taken
        ? `${this.#kind} ${name} is there twice in ${scope}${first ? `, first in ${first.file}` : ""}, expected unique names`
        : `${name} is reserved, expected another name for the ${this.#kind}`,
      subjects: [`${scope}/${name}`],
      ...(source && { at: source }),
      hint: taken ? "rename or remove one of the two" : "choose another name",
    });
    return false;
  }
}
