/** Apps: workloads of tenants, and how zones get them. */

import { Construct } from "constructs";
import type { SecretReference } from "../model/app-container-file.ts";
import type { AppSpec, AppZoneSpec } from "../model/app-file.ts";
import type { EgressSpec, ExposeSpec } from "../model/app-network-file.ts";
import type { TenantSpec } from "../model/fleet-file.ts";
import type { Source } from "../model/source.ts";
import type { Fleet } from "./fleet.ts";
import type { Site } from "./site.ts";
import type { Zone } from "./zone.ts";

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

  constructor(fleet: Fleet, spec: AppSpec, source?: Source) {
    // A dot cannot stand in a name of the fleet.
    super(fleet, `app.${spec.tenant}.${spec.name}`);
    this.fleet = fleet;
    this.spec = spec;
    this.source = source;
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

  inZone(zone: Pick<Zone, "name">): AppInZone {
    const difference: AppZoneSpec = this.spec.zones[zone.name] ?? {};
    return {
      image: difference.image ?? this.spec.image,
      replicas: difference.replicas ?? this.spec.replicas,
      config: { ...this.spec.config, ...difference.config },
      schedule: difference.schedule ?? this.spec.schedule,
      secrets: difference.secrets ?? this.spec.secrets,
      expose: difference.expose ?? this.spec.expose,
      egress: difference.egress ?? this.spec.egress,
    };
  }
}
