/** Apps: workloads of tenants, and how zones get them. */

import { Construct } from "constructs";
import type { ContainerSpec, SecretReference } from "../model/app-container-file.ts";
import type { AppDifference, AppSpec } from "../model/app-file.ts";
import type { EgressSpec, ExposeSpec } from "../model/app-network-file.ts";
import { registrationContainer } from "../model/consul-registration.ts";
import type { TenantSpec } from "../model/fleet-file.ts";
import type { Source } from "../model/source.ts";
import type { StartOrder } from "../model/system-order.ts";
import type { Fleet } from "./fleet.ts";
import type { Region } from "./region.ts";
import type { Site } from "./site.ts";
import type { Zone } from "./zone.ts";

/** What an app is elsewhere, with the steps to the place in its file. */
interface WrittenDifference {
  readonly part: AppDifference;
  readonly steps: readonly [of: "rings" | "regions" | "zones", name: string];
}

/** What differences of an app go by. */
export interface ZoneName {
  readonly name: string;
  readonly region: { readonly name: string };
  readonly spec: { readonly ring: string };
}

/** A zone of a region that no file names: what differs there differs in all of the region. */
export function unnamedZone(region: string): ZoneName {
  return { name: "", region: { name: region }, spec: { ring: "" } };
}

/** What an app of a system is there. */
export interface SystemPart {
  /** Name of the system, which has the app's tenant. */
  readonly system: string;
  /** Names of the apps that are ready before it, and how many waits come before the last of them. */
  readonly order: StartOrder;
}

/** An app as one zone gets it. */
export interface AppInZone {
  readonly image: string;
  readonly replicas: number;
  readonly config: Readonly<Record<string, string>>;
  readonly schedule: string | undefined;
  readonly secrets: readonly SecretReference[];
  readonly expose: ExposeSpec | undefined;
  readonly egress: EgressSpec;
}

/** A business workload of a tenant, placed on zones by selector. */
export class App extends Construct {
  readonly fleet: Fleet;
  readonly spec: AppSpec;
  readonly source: Source | undefined;
  readonly path: string;
  /** Absent: an app by itself. */
  readonly part: SystemPart | undefined;

  constructor(fleet: Fleet, spec: AppSpec, source?: Source, part?: SystemPart) {
    // A dot cannot stand in a name of the fleet.
    super(fleet, `app.${spec.tenant}.${spec.name}`);
    this.fleet = fleet;
    this.spec = spec;
    this.source = source;
    this.part = part;
    this.path = `${fleet.path}/apps/${spec.tenant}/${spec.name}`;
  }

  get tenant(): TenantSpec | undefined {
    return this.fleet.spec.tenants.find((tenant) => tenant.name === this.spec.tenant);
  }

  /** The namespace the app lives in: the tenant's first that is not retired. */
  get namespace(): string {
    const { namespaces = [], retiredNamespaces = [] } = this.tenant ?? {};
    return namespaces.find((name) => !retiredNamespaces.includes(name)) ?? namespaces[0] ?? this.spec.tenant;
  }

  /** It runs nowhere any more; its claims stay until its file is removed. */
  get isRetired(): boolean {
    return this.tenant?.state === "retired" || this.spec.state === "retired";
  }

  /** Containers beside the app's own: those that its file names, and the one that registers its pods. */
  get containers(): readonly ContainerSpec[] {
    const { consul: agents } = this.fleet.spec;
    const { consul: registration, containers } = this.spec;
    return registration && agents
      ? [...containers, registrationContainer(this.spec, registration, agents)]
      : containers;
  }

  /** Regions, zones and labels of sites; all of it must match. */
  selects(site: Site): boolean {
    const { regions, zones, labels } = this.spec.select;
    return (
      (!regions || regions.includes(site.region.name)) &&
      (!zones || zones.includes(site.zone.name)) &&
      (!labels || Object.entries(labels).every(([key, value]) => site.spec.labels[key] === value))
    );
  }

  /**
   * Name of its objects in one cluster. Never shortened: a name that is too long is a finding.
   *
   * @param suffix what tells zones apart that share a cluster; undefined in a cluster of its own
   */
  objectName(suffix: string | undefined): string {
    return suffix === undefined ? this.spec.name : `${this.spec.name}-${suffix}`;
  }

  /** The centre hands it out to the hub of the region, whose own repository has nothing of it. */
  isFederatedIn({ name, hub }: Pick<Region, "name" | "hub">): boolean {
    const { federate } = this.spec;
    return hub?.isMember === true && (federate?.regions === "all" || federate?.regions.includes(name) === true);
  }

  /** The zone loses it, or has lost it, and what the app is there is still known. */
  leaves(zone: Pick<Zone, "name" | "region" | "spec">): boolean {
    const isRetiredThere = this.differencesIn(zone).some(({ part }) => part.state === "retired");
    return this.isRetired || isRetiredThere || zone.region.hub?.isLeaving === true;
  }

  /** All that it is elsewhere, as its file says it. */
  get differences(): readonly WrittenDifference[] {
    const { rings = {}, regions, zones } = this.spec;
    return [
      ...Object.entries(rings).map(([name, part]) => ({ part, steps: ["rings", name] as const })),
      ...Object.entries(regions).map(([name, part]) => ({ part, steps: ["regions", name] as const })),
      ...Object.entries(zones).map(([name, part]) => ({ part, steps: ["zones", name] as const })),
    ];
  }

  /** Those that count in a zone; the later one before the earlier one. */
  differencesIn(zone: ZoneName): readonly WrittenDifference[] {
    const wanted = { rings: zone.spec.ring, regions: zone.region.name, zones: zone.name };
    return this.differences.filter(({ steps: [of, name] }) => wanted[of] === name);
  }

  /** The app as it is where nothing differs. */
  get plain(): AppInZone {
    const { image, replicas, config, schedule, secrets, expose, egress } = this.spec;
    return { image, replicas, config, schedule, secrets, expose, egress };
  }

  inZone(zone: ZoneName): AppInZone {
    return this.differencesIn(zone).reduce((app, { part }) => changedBy(app, part), this.plain);
  }
}

function changedBy(app: AppInZone, difference: AppDifference): AppInZone {
  return {
    image: difference.image ?? app.image,
    replicas: difference.replicas ?? app.replicas,
    config: { ...app.config, ...difference.config },
    schedule: difference.schedule ?? app.schedule,
    secrets: difference.secrets ?? app.secrets,
    expose: difference.expose ?? app.expose,
    egress: difference.egress ?? app.egress,
  };
}
