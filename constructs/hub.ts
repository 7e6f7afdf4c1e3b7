import type { RegionSpec } from "../model/region-file.ts";
import { within } from "../model/source.ts";
import type { ParameterScope } from "./parameters.ts";
import { type FleetSettings, ProfileTarget } from "./profile-target.ts";
import type { Region } from "./region.ts";

/** The region's management cluster: provisioning, node engines, delivery. */
export class Hub extends ProfileTarget<Hub> {
  readonly region: Region;
  readonly facts: FleetSettings;
  readonly path: string;
  /** URL of the API server. */
  readonly endpoint: string;
  /** It comes back from a back-up: what it manages is paused, and nothing is deleted. */
  readonly isRestoring: boolean;

  constructor(region: Region, spec: NonNullable<RegionSpec["hub"]>) {
    const { fleet, source } = region;
    super(region, "hub", spec.profile, fleet.catalogue.hubs, source && within(source, "hub"));
    this.region = region;
    this.endpoint = spec.endpoint;
    this.isRestoring = spec.state === "restoring";
    this.facts = fleet.settings;
    this.path = `${region.path}/hub`;
  }

  override parameterScopes(): readonly ParameterScope[] {
    return [this.region.fleet.parameterScope, this.region.parameterScope];
  }
}
