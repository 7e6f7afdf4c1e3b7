import { Construct } from "constructs";
import { type DeliveryName, type DeliverySource, deliveryEngineOf, deliverySourceOf } from "../model/delivery.ts";
import { memoizeByIdentity } from "../model/memo.ts";
import type { RegionSpec } from "../model/region-file.ts";
import { type Source, within } from "../model/source.ts";
import type { TrustSpec } from "../model/trust-file.ts";
import { childrenInOrder } from "./children.ts";
import type { Fleet } from "./fleet.ts";
import { Hub } from "./hub.ts";
import { valuesOf } from "./one-or-pair.ts";
import type { ParameterScope } from "./parameters.ts";
import type { Site } from "./site.ts";
import { Zone } from "./zone.ts";

/** A province: one hub cluster, one Git repository, one Pulumi stack. */
export class Region extends Construct {
  readonly fleet: Fleet;
  readonly spec: RegionSpec;
  readonly source: Source | undefined;
  readonly name: string;
  readonly path: string;
  readonly parameterScope: ParameterScope;
  /** Undefined where all sites stand alone. */
  readonly hub: Hub | undefined;

  constructor(fleet: Fleet, spec: RegionSpec, source?: Source) {
    super(fleet, spec.name);
    this.fleet = fleet;
    this.spec = spec;
    this.source = source;
    this.name = spec.name;
    this.path = `${fleet.path}/${spec.name}`;
    this.parameterScope = {
      scope: "region",
      construct: this.path,
      values: spec.parameters,
      source: source && within(source, "parameters"),
    };
    this.hub = spec.hub && new Hub(this, spec.hub);
  }

  /** One or two networks, IPv4 before IPv6, that hold all node networks. */
  get supernets(): readonly string[] {
    return valuesOf(this.spec.network.supernet);
  }

  get delivery(): DeliveryName {
    return deliveryEngineOf(this.spec.delivery, this.fleet.spec.delivery);
  }

  /** Out of what its clusters take their part. */
  get deliverySource(): DeliverySource {
    return deliverySourceOf(this.spec.delivery, this.fleet.spec.delivery);
  }

  /**
   * Authorities that everything in the region trusts besides those of its system, as PEM text by the name of the bundle, in
   * the order of names.
   */
  get trust(): TrustSpec {
    return trustOf(this);
  }

  /** In the order of their names. */
  get zones(): readonly Zone[] {
    return zonesOf(this);
  }

  /** All sites, zone by zone. */
  get sites(): readonly Site[] {
    return this.zones.flatMap((zone) => zone.sites);
  }

  /** The only way from the centre into it is its gateway. */
  get isBehindGateway(): boolean {
    return this.spec.reach === "gateway";
  }

  /** `<repositories>/<region>.git` */
  get repository(): string {
    return `${this.fleet.spec.repositories}/${this.name}.git`;
  }
}

/** Of two bundles of one name the region's counts. */
const trustOf = memoizeByIdentity(({ fleet, spec }: Region): TrustSpec => {
  const bundles = Object.entries({ ...fleet.spec.trust, ...spec.trust });
  return Object.fromEntries(bundles.toSorted(([a], [b]) => (a < b ? -1 : 1)));
});

const zonesOf = childrenInOrder(Zone, ({ name }) => name);
