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
  /** What it says of itself to the federation of the centre; absent: it takes no part. */
  readonly membership: NonNullable<RegionSpec["hub"]>["federation"];

  constructor(region: Region, spec: NonNullable<RegionSpec["hub"]>) {
    const { fleet, source } = region;
    super(region, "hub", spec.profile, fleet.catalogue.hubs, source && within(source, "hub"));
    this.region = region;
    this.endpoint = spec.endpoint;
    this.isRestoring = spec.state === "restoring";
    this.membership = spec.federation;
    this.facts = fleet.settings;
    this.path = `${region.path}/hub`;
  }

  /** The centre may hand apps out to it. */
  get isMember(): boolean {
    return this.membership !== undefined;
  }

  /** The centre takes back what it handed out to it; with the next change it may be no member any more. */
  get isLeaving(): boolean {
    return this.region.spec.state === "retired" || this.membership?.state === "retired";
  }

  override parameterScopes(): readonly ParameterScope[] {
    return [this.region.fleet.parameterScope, this.region.parameterScope];
  }
}
