import { type DeliveryName, type DeliverySource, deliveryEngineOf, deliverySourceOf } from "../model/delivery.ts";
import type { CentreSpec } from "../model/fleet-file.ts";
import { within } from "../model/source.ts";
import type { Fleet } from "./fleet.ts";
import type { ParameterScope } from "./parameters.ts";
import { type FleetSettings, ProfileTarget } from "./profile-target.ts";

/** The headquarters cluster: federation, index of the regions, central observability. */
export class Centre extends ProfileTarget<Centre> {
  readonly fleet: Fleet;
  readonly spec: CentreSpec;
  readonly facts: FleetSettings;
  readonly path: string;
  constructor(fleet: Fleet) {
    const spec = fleet.spec.centre;
    super(fleet, "centre", spec.profile, fleet.catalogue.centres, fleet.source && within(fleet.source, "centre"));
    this.fleet = fleet;
    this.spec = spec;
    this.facts = fleet.settings;
    this.path = `${fleet.path}/centre`;
  }

  get delivery(): DeliveryName {
    return deliveryEngineOf(this.spec.delivery, this.fleet.spec.delivery);
  }

  /** URL of its repository. */
  get repository(): string {
    return `${this.fleet.spec.repositories}/centre.git`;
  }

  /** Out of what its cluster takes its part. */
  get deliverySource(): DeliverySource {
    return deliverySourceOf(this.spec.delivery, this.fleet.spec.delivery);
  }

  override parameterScopes(): readonly ParameterScope[] {
    return [this.fleet.parameterScope];
  }
}
