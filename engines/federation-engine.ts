/** The contract of federation engines, which hand apps out from the centre to the hubs of regions. */

import type { App } from "../constructs/app.ts";
import type { Hub } from "../constructs/hub.ts";
import type { Site } from "../constructs/site.ts";
import type { TenantSpec } from "../model/fleet-file.ts";
import type { KubernetesObject } from "../model/manifest.ts";
import type { Port } from "../model/traffic.ts";
import type { Artifact, TenantRef } from "./artifact.ts";
import type { DeliveryEngine, Engine, EngineSettings, ParentCluster } from "./engine.ts";

/** An app as one zone of a hub gets it from the centre. */
export interface FederatedPlace {
  readonly hub: Hub;
  readonly objects: readonly KubernetesObject[];
  /** The zone loses it, or has lost it. */
  readonly leaves: boolean;
}

/** An app that the centre hands out. */
export interface FederatedApp {
  readonly app: App;
  readonly tenant: TenantRef;
  /** Its objects before anything that differs by region, zone or sites. */
  readonly plain: readonly KubernetesObject[];
  /** In the order of regions and zones. */
  readonly places: readonly FederatedPlace[];
  /** Regions that it names and that are no members. */
  readonly strangers: readonly string[];
  /** Sites that it selects in the regions that it names, and that get nothing from the nodes of a hub. */
  readonly beyond: readonly Site[];
}

/** The centre with the hubs that are its members, and the apps that it hands out. */
export interface FederationScope {
  readonly centre: ParentCluster;
  readonly delivery: DeliveryEngine;
  /** In the order of regions; retired ones too. */
  readonly members: readonly Hub[];
  readonly tenants: readonly TenantSpec[];
  readonly apps: readonly FederatedApp[];
}

/** Hands apps out from the centre to the hubs of regions. */
export interface FederationEngine<S extends EngineSettings> extends Engine<S["engine"], FederationScope, S> {
  /** What runs on the hub of a member, for the hub alone. */
  atMember(hub: Hub, settings: S): readonly Artifact[];
  /** At which ports of the centre a member asks for what is handed out; absent: not known. */
  readonly centrePorts?: readonly Port[];
}
