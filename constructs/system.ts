/** Systems: apps of a tenant that belong together, copied whole into each zone. */

import { Construct } from "constructs";
import { type Source, within } from "../model/source.ts";
import { systemApps } from "../model/system-apps.ts";
import type { SystemDifference, SystemSpec } from "../model/system-fields.ts";
import { App, type ZoneName } from "./app.ts";
import type { Fleet } from "./fleet.ts";

/** A version, and where it is chosen. */
export interface ChosenVersion {
  readonly version: string;
  readonly source: Source | undefined;
}

/** Its apps are ordinary ones, called `<system>-<app>`. */
export class System extends Construct {
  readonly fleet: Fleet;
  readonly spec: SystemSpec;
  readonly source: Source | undefined;
  readonly path: string;
  /** In the order of the file. */
  readonly apps: readonly App[];

  constructor(fleet: Fleet, spec: SystemSpec, source?: Source) {
    // A dot cannot stand in a name of the fleet.
    super(fleet, `system.${spec.tenant}.${spec.name}`);
    this.fleet = fleet;
    this.spec = spec;
    this.source = source;
    this.path = `${fleet.path}/systems/${spec.tenant}/${spec.name}`;
    this.apps = systemApps(spec).map(({ spec: app, order, index, elsewhere }) => {
      const at = source && { ...within(source, "apps", index), elsewhere };
      return new App(fleet, app, at, { system: spec.name, order });
    });
  }

  /** It runs nowhere any more; claims stay until its file is removed. */
  get isRetired(): boolean {
    return this.apps.every((app) => app.isRetired);
  }

  /** The version that a zone has: its own before its region's, that before its ring's; undefined where apps state their images. */
  versionIn({ name, region, spec: { ring } }: ZoneName): ChosenVersion | undefined {
    const { version, rings = {}, regions, zones } = this.spec;
    const at = (value: string | undefined, ...steps: readonly string[]): readonly ChosenVersion[] =>
      value === undefined ? [] : [{ version: value, source: this.source && within(this.source, ...steps) }];
    const of = (part: SystemDifference | undefined) => part?.version;
    return [
      ...at(of(zones[name]), "zones", name, "version"),
      ...at(of(regions[region.name]), "regions", region.name, "version"),
      ...at(rings[ring], "rings", ring),
      ...at(version, "version"),
    ][0];
  }
}
