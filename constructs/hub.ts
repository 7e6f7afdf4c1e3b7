import { within } from "../model/source.ts";
import { type FleetFacts, Member } from "./member.ts";
import type { ParameterScope } from "./parameters.ts";
import type { Region } from "./region.ts";

/** The region's management cluster: provisioning, node engines, delivery. */
export class Hub extends Member<Hub> {
  readonly region: Region;
  readonly facts: FleetFacts;
  readonly path: string;

  constructor(region: Region) {
    const { fleet, spec, source } = region;
    super(region, "hub", spec.hub.profile, fleet.catalogue.hubs, source && within(source, "hub"));
    this.region = region;
    this.facts = fleet.spec;
    this.path = `${region.path}/hub`;
  }

  override parameterScopes(): readonly ParameterScope[] {
    return [this.region.fleet.parameterScope, this.region.parameterScope];
  }
}
