import { type Source, within } from "../model/source.ts";
import type { SiteSpec } from "../model/zone-file.ts";
import { Host } from "./host.ts";
import type { ParameterScope } from "./parameters.ts";
import { type FleetSettings, ProfileTarget } from "./profile-target.ts";
import type { Region } from "./region.ts";
import type { Zone } from "./zone.ts";

/** One edge place: an autonomous cluster (`cluster`) or nodes of the region's hub (`nodes`). */
export class Site extends ProfileTarget<Site> {
  readonly zone: Zone;
  readonly spec: SiteSpec;
  readonly name: string;
  readonly path: string;
  readonly facts: FleetSettings;
  /** In the order of the file: the first control plane is the one that starts the cluster. */
  readonly hosts: readonly Host[];

  constructor(zone: Zone, spec: SiteSpec, source?: Source) {
    super(zone, spec.name, spec.profile, zone.region.fleet.catalogue.sites, source);
    this.zone = zone;
    this.spec = spec;
    this.name = spec.name;
    this.path = `${zone.path}/${spec.name}`;
    this.facts = zone.region.fleet.spec;
    this.hosts = spec.hosts.map((host, index) => new Host(this, host, source && within(source, "hosts", index)));
  }

  get region(): Region {
    return this.zone.region;
  }

  get ring(): string {
    return this.spec.ring ?? this.zone.spec.ring;
  }

  /** The cluster that the servers of a nodes site join. */
  get parent(): "hub" | "centre" {
    return this.spec.parent ?? "hub";
  }

  /** False for planned sites: they are checked and reserve their addresses, but nothing is written for them. */
  get isEmitted(): boolean {
    return this.spec.state !== "planned";
  }

  /** Address of the Kubernetes API: the virtual one, or the only control plane's own. */
  get controlPlaneAddress(): string | undefined {
    return this.spec.network.vip ?? this.hosts.find((host) => host.spec.role === "control-plane")?.spec.address;
  }

  override parameterScopes(): readonly ParameterScope[] {
    return [
      this.region.fleet.parameterScope,
      this.region.parameterScope,
      this.zone.parameterScope,
      {
        scope: "site",
        construct: this.path,
        values: this.spec.parameters,
        source: this.source && within(this.source, "parameters"),
      },
    ];
  }
}
