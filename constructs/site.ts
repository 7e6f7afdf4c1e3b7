import type { KubernetesObject } from "../model/manifest.ts";
import { type Source, within } from "../model/source.ts";
import type { UserSpec } from "../model/trust-file.ts";
import type { SiteSpec } from "../model/zone-file.ts";
import { Host } from "./host.ts";
import type { ParameterScope } from "./parameters.ts";
import { type FleetSettings, ProfileTarget } from "./profile-target.ts";
import type { Region } from "./region.ts";
import { SiteNetwork } from "./site-network.ts";
import type { Zone } from "./zone.ts";

/** One edge place: an autonomous cluster (`cluster`) or nodes of the region's hub (`nodes`). */
export class Site extends ProfileTarget<Site> {
  readonly zone: Zone;
  readonly spec: SiteSpec;
  readonly name: string;
  readonly path: string;
  readonly facts: FleetSettings;
  /** In the order of the file. */
  readonly hosts: readonly Host[];
  /** Extra objects of the site's own, which its cluster pulls as a folder of their own. */
  readonly manifests: readonly KubernetesObject[];
  /** The line of the address lock that gives what its file leaves to the plan; undefined where its file states all. */
  readonly allocation: Source | undefined;
  /** The network with its short forms resolved. */
  readonly network: SiteNetwork;

  constructor(
    zone: Zone,
    spec: SiteSpec,
    source?: Source,
    manifests: readonly KubernetesObject[] = [],
    allocation?: Source,
  ) {
    super(zone, spec.name, spec.profile, zone.region.fleet.catalogue.sites, source);
    this.zone = zone;
    this.spec = spec;
    this.name = spec.name;
    this.path = `${zone.path}/${spec.name}`;
    this.facts = zone.region.fleet.settings;
    this.manifests = manifests;
    this.allocation = allocation;
    this.network = new SiteNetwork(this);
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

  /** The cluster in which what installs it or joins its servers lies: the region's hub, or the centre. */
  get manager() {
    const { hub, fleet, isBehindGateway } = this.region;
    return this.parent === "centre" || isBehindGateway ? fleet.centre : hub;
  }

  /** False for planned sites: they are checked and reserve their addresses, but nothing is written for them. */
  get isEmitted(): boolean {
    return this.spec.state !== "planned";
  }

  /** Whoever manages its cluster and its servers leaves both as they are: it is held, or its hub comes back from a back-up. */
  get isPaused(): boolean {
    return this.spec.state === "held" || this.region.hub?.isRestoring === true;
  }

  /** In the order of the file. */
  get controlPlanes(): readonly Host[] {
    return this.hosts.filter((host) => host.spec.role === "control-plane");
  }

  /** Who may log in at the servers, in the order of names; of two of one name the narrower scope's counts. */
  get users(): readonly UserSpec[] {
    const { region, spec } = this;
    const users = [region.fleet.spec, region.spec, spec].flatMap((scope) => scope.users ?? []);
    const byName = new Map(users.map((user) => [user.name, user]));
    return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Address of the Kubernetes API: the virtual one, or the only control plane's own. */
  get controlPlaneAddress(): string | undefined {
    return this.controlPlaneAddresses[0];
  }

  /** The same, one a family. */
  get controlPlaneAddresses(): readonly string[] {
    const { vips } = this.network;
    if (vips.length > 0) return vips;
    return this.controlPlanes[0]?.addresses ?? [];
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
