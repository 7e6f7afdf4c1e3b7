import type { BaselineEntry, Exemption, Owners } from "../constructs/fleet.ts";
import type { AppSpec } from "../model/app-file.ts";
import type { FleetSpec } from "../model/fleet-file.ts";
import type { KubernetesObject } from "../model/manifest.ts";
import type { RegionSpec } from "../model/region-file.ts";
import type { Source } from "../model/source.ts";
import type { SystemSpec } from "../model/system-fields.ts";
import type { ZoneSpec } from "../model/zone-file.ts";

interface Record<S> {
  readonly spec: S;
  readonly source?: Source | undefined;
}

export interface ZoneRecord extends Record<ZoneSpec> {
  /** Extra objects of sites by the name of the site. */
  readonly manifests?: ReadonlyMap<string, readonly KubernetesObject[]>;
  /** Where sites are written, by name, when that does not follow from their order. */
  readonly siteSources?: ReadonlyMap<string, Source>;
  /** Lines of the address lock that gave sites their addresses, by the name of the site. */
  readonly allocations?: ReadonlyMap<string, Source>;
}

export type AppRecord = Record<AppSpec>;
export type SystemRecord = Record<SystemSpec>;

export interface RegionRecord extends Record<RegionSpec> {
  readonly zones: readonly ZoneRecord[];
}

/** The checked content of a fleet's files; what a program may also write down itself. */
export interface FleetRecords {
  readonly fleet: Record<FleetSpec>;
  readonly regions: readonly RegionRecord[];
  readonly apps: readonly AppRecord[];
  readonly systems?: readonly SystemRecord[] | undefined;
  readonly exemptions: readonly Exemption[];
  readonly baseline?: readonly BaselineEntry[] | undefined;
  readonly owners?: Owners | undefined;
  /** Zones of some regions were not read, so nothing can be said about the whole. */
  readonly partial: boolean;
}
