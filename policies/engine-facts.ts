/** What rules know of the engines, without naming one. */

import type { Site } from "../constructs/site.ts";
import type { DeliveryName } from "../model/delivery.ts";
import type { Federation } from "../model/federation.ts";
import type { FixedVersion, NodeUpgrade, RuntimeUpgrade } from "../model/node-upgrade.ts";
import type { Provisioner } from "../model/provisioner.ts";
import type { EngineTraffic, Port } from "../model/traffic.ts";
import type { SiteState } from "../model/zone-file.ts";

/** What rules ask of the engines; rules themselves know none by its name. */
export interface EngineFacts {
  /** How the servers of a site get a new version; undefined when its engine upgrades nothing. */
  readonly upgrade: (site: Site) => NodeUpgrade | undefined;
  /** The runtime that these settings choose; undefined where sites are clusters of their own. */
  readonly runtime: (settings: Provisioner) => NodeRuntimeFacts | undefined;
  /** Whether the engine makes the cluster itself, so that network and storage are the profile's to bring. */
  readonly makesClusters: (settings: Provisioner) => boolean;
  /** Whether the engine works from a hub, for which the gateway of a region cannot stand in. */
  readonly needsHub: (settings: Provisioner) => boolean;
  /** Whether the engine puts a load balancer before several control planes, so that they share no virtual address. */
  readonly balances: (settings: Provisioner) => boolean;
  /** The only state in which servers of a site found a cluster of several control planes; undefined: it is not theirs to found. */
  readonly foundingState: (settings: Provisioner) => SiteState | undefined;
  /** Whether authorities of the repository come out of the Secret with its credentials alone. */
  readonly authoritiesBesideCredentials: (delivery: DeliveryName) => boolean;
  /** Whether clusters take no artifact that nobody has signed. */
  readonly checksSignatures: (delivery: DeliveryName) => boolean;
  /** What provisioner or runtime makes the site and others say to each other; undefined where it does not say. */
  readonly traffic: (site: Site) => readonly EngineTraffic[] | undefined;
  /** At which ports of the centre its members ask for what it hands out; undefined where it does not say. */
  readonly federationPorts: (federation: Federation) => readonly Port[] | undefined;
  /** Namespaces that belong to the engines. */
  readonly namespaces: ReadonlySet<string>;
}

export interface NodeRuntimeFacts {
  readonly name: string;
  /** `1.23.1` */
  readonly version: string;
  /** Oldest and newest minor version of Kubernetes that it works with; undefined: not known. */
  readonly kubernetes: readonly [oldest: number, newest: number] | undefined;
  readonly fixedVersion: FixedVersion | undefined;
  readonly upgrade: RuntimeUpgrade | undefined;
  /** Whether a Service leads from its nodes to pods. */
  readonly hasServices: boolean;
  readonly enforcesNetworkPolicies: boolean;
  /** Labels of nodes that are its own to give. */
  readonly ownLabels: readonly string[];
}
