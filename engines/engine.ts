/**
 * The contracts of delivery, provisioning, node runtime and placement engines: data and pure functions in folders of their own.
 * `engines.ts` is the table that does not compile while one is missing.
 */

import type { App } from "../constructs/app.ts";
import type { Pool } from "../constructs/pool.ts";
import type { LayerCategory } from "../constructs/profile.ts";
import type { Site } from "../constructs/site.ts";
import type { FieldChangeTable } from "../constructs/site-fields.ts";
import type { SiteProxy } from "../constructs/site-network.ts";
import type { Zone } from "../constructs/zone.ts";
import type { PlacementName } from "../model/app-file.ts";
import type { DeliveryName } from "../model/delivery.ts";
import type { KindTable } from "../model/kinds/facts.ts";
import type { ChartSource, HelmRelease, IgnoredFields, KubernetesObject } from "../model/manifest.ts";
import type { FixedVersion, NodeUpgrade } from "../model/node-upgrade.ts";
import type { Privileges } from "../model/privilege.ts";
import type { Provisioner } from "../model/provisioner.ts";
import type { PullReader } from "../model/pulled.ts";
import type { Link } from "../model/site-network-file.ts";
import type { EngineTraffic } from "../model/traffic.ts";
import type { SiteState } from "../model/zone-file.ts";
import type { Artifact, ClusterRef, RemoteApi, TenantRef } from "./artifact.ts";
import type { ArtifactPinning, ClusterArtifacts } from "./cluster-artifacts.ts";
import type { Enrolment } from "./enrolment.ts";
import type { FieldTable } from "./site-fields.ts";
import type { NotJoined, Unsupported } from "./unsupported.ts";

/**
 * @typeParam Scope what one call is about
 * @typeParam Settings what a profile, an app or a region chooses
 */
export interface Engine<Name extends string, Scope, Settings> {
  readonly name: Name;
  /** Every kind that it makes; a kind that is emitted and not listed fails a test. */
  readonly kinds: KindTable;
  /** Namespaces that belong to it wherever it works; no tenant may own one. */
  readonly namespaces?: readonly string[];
  /** It makes objects for the centre, and is asked there, with the whole fleet. */
  readonly needs?: { readonly centre: true };
  /**
   * What its files make somebody fetch, by the name of a host's file, by the task of an operator's, or by the name of a file in
   * either an operator's folder or a ConfigMap.
   */
  readonly filePulls?: Readonly<Record<string, PullReader>>;
  /** For tests and docs. */
  readonly example: Settings;
  unsupported(scope: Scope, settings: Settings): readonly Unsupported[];
  lower(scope: Scope, settings: Settings): readonly Artifact[];
}

/** What a profile says of an engine begins with its name; a fleet may have engines that the model does not know. */
export interface EngineSettings {
  readonly engine: string;
}

/** What a provisioner must install so that a new cluster pulls the rest by itself. */
export interface AgentBootstrap {
  /** CNI and delivery engine, in this order. */
  readonly charts: readonly HelmRelease[];
  readonly objects: readonly KubernetesObject[];
  readonly delivery: DeliveryName;
  readonly reach: Reach;
}

/** What a cluster needs besides addresses to reach repositories and registries. */
export interface Reach {
  /** PEM certificates of the authorities that it trusts besides those of the images that run in it. */
  readonly authorities?: string | undefined;
  readonly proxy?: SiteProxy | undefined;
  /** What it hangs on; absent: fibre. */
  readonly link?: Link | undefined;
}

/** Nodes of one site that are made in the same way. */
export interface PoolScope {
  readonly site: Site;
  readonly pool: Pool;
  readonly bootstrap: AgentBootstrap;
}

export interface ProvisioningEngine<P extends EngineSettings>
  extends Omit<Engine<P["engine"], PoolScope, P>, "unsupported"> {
  unsupported(scope: Omit<PoolScope, "bootstrap">, settings: P): readonly Unsupported[];
  /** What becomes of each field of a site's files. */
  readonly fields: FieldTable;
  /** The cluster comes from it bare: network and storage are the profile's to bring. */
  readonly makesClusters: boolean;
  /** Folders among the layers of a site's cluster that it may make; `hosts` only where its pods may do more than others. */
  readonly siteLayers?: readonly {
    readonly category: LayerCategory | "hosts";
    readonly name: string;
    /** What its pods do beyond the baseline. */
    readonly privileged: Privileges;
  }[];
  /** What its pods for a site do beyond the baseline on the cluster that manages the site; absent: nothing. */
  onManager?(site: Site): Privileges;
  /** Why its nodes cannot join a cluster that another pool of the site owns; absent: it says so of the pool itself. */
  joins?(owner: Provisioner, settings: P): NotJoined | undefined;
  /** The only state in which servers of a site found a cluster of several control planes; absent: others found it. */
  readonly foundingState?: SiteState;
  /** What another value of each field does to a living site. */
  readonly fieldChanges: FieldChangeTable;
  /**
   * Paths below the registry of images that its servers run and no file names, because the version of what is installed
   * decides. Which there are, the profile declares.
   */
  impliedImages?(settings: P): readonly string[];
  /** It works from a hub with controllers and a way to the servers, for which the gateway of a region cannot stand in. */
  readonly needsHub?: true;
  /** Whether it puts a load balancer before several control planes, so that they share no virtual address; absent: never. */
  balances?(settings: P): boolean;
  /** Absent for one that upgrades nothing. */
  upgrade?(site: Site, settings: P): NodeUpgrade;
  /** What it makes others say to the servers and the cluster of a site, and these to others; absent: not known. */
  traffic?(site: Site, settings: P): readonly EngineTraffic[];
  /** How its servers enrol by themselves; absent: others install them. */
  readonly enrolment?: Enrolment;
}

/** A site whose servers are nodes of another cluster, with the settings of its profile. */
export interface RuntimeSite<S> {
  readonly site: Site;
  readonly settings: S;
}

/** All nodes that one parent serves through one runtime. */
export interface RuntimeScope<S> {
  readonly parent: ParentCluster;
  /** In the order of zones and names; retired ones too. */
  readonly sites: readonly RuntimeSite<S>[];
}

/** The cluster that nodes of other places join. */
export interface ParentCluster {
  readonly ref: ClusterRef;
  /** Construct path. */
  readonly path: string;
  /** URL of its API server. */
  readonly endpoint: string;
  /** First registry of the fleet. */
  readonly registry: string;
  /** Base of the fleet's repositories, where mirrors of others lie. */
  readonly repositories: string;
}

/** @typeParam S the settings; a call gets all that are in use at one parent, without repetition */
export interface NodeRuntimeEngine<S extends EngineSettings>
  extends Engine<S["engine"], RuntimeScope<S>, readonly [S, ...S[]]> {
  /** What another value of each field does to a living site. */
  readonly fieldChanges: FieldChangeTable;
  /** What becomes of each field of a site's files. */
  readonly fields: FieldTable;
  /** Whether a Service leads from its nodes to pods. */
  readonly hasServices: boolean;
  readonly enforcesNetworkPolicies: boolean;
  /** Labels of nodes that are its own to give, by which it puts them into groups among others. */
  readonly ownLabels?: readonly string[];
  /** Version of the runtime, `1.23.1`. */
  version(settings: S): string;
  /** Oldest and newest minor version of Kubernetes that the runtime works with; undefined: not known. */
  kubernetes(settings: S): readonly [oldest: number, newest: number] | undefined;
  readonly fixedVersion?: FixedVersion;
  /** Version that servers run which it takes to the one of the settings; undefined: it leaves servers that have joined alone. */
  upgradesFrom?(settings: S): string | undefined;
  /** What its pods do beyond the baseline on the cluster that the nodes join; absent: everything, for it rules the nodes. */
  readonly onParent?: Privileges;
  /** What the servers of a site and the cluster that they join say to each other; absent: not known. */
  traffic?(site: Site, settings: S): readonly EngineTraffic[];
}

/** A zone in which an app runs in one cluster. */
export interface AppZone {
  readonly zone: Zone;
  /** Appended to object names where apps of several zones live side by side. */
  readonly suffix?: string | undefined;
  /** Labels of the zone's nodes; empty in a cluster of its own. */
  readonly nodeSelector: Readonly<Record<string, string>>;
  /** Version of Kubernetes in the cluster, `1.32.9`; undefined: not known, and then a current one. */
  readonly kubernetes?: string | undefined;
  /** Name of the site, in a cluster of its own. */
  readonly site?: string | undefined;
  /** Names of the sites whose nodes may run the app, when those are not all that the selector matches. */
  readonly sites?: readonly string[] | undefined;
  /**
   * The objects go to a federation, which itself takes a retired app back: they are all there. `plain`: as every hub with a
   * zone of that name gets them, before anything that differs by region, zone or sites.
   */
  readonly federated?: "plain" | "own";
}

/** One app in one cluster with every zone it runs in there; for an engine that needs the centre, all of them. */
export interface AppScope {
  readonly app: App;
  readonly cluster: ClusterRef;
  readonly tenant: TenantRef;
  readonly zones: readonly AppZone[];
}

export interface PlacementEngine
  extends Omit<Engine<PlacementName, AppScope, never>, "example" | "lower" | "unsupported"> {
  /** Asked for the app as a whole, once. */
  unsupported(app: App): readonly Unsupported[];
  lower(scope: AppScope): readonly Artifact[];
}

/** One folder with a kustomization.yaml and how a cluster reconciles it. */
export interface ReconciledFolder {
  /** Unique in the cluster; name of the Flux Kustomization or part of the Argo CD Application's. */
  readonly name: string;
  /** From the root of the repository: `sites/shenzhen/sz-nanshan-01/30-cilium`. */
  readonly path: string;
  /** Names of the folders that must be ready before. */
  readonly dependsOn: readonly string[];
  /** Number of its category, for engines that order by number. */
  readonly order: number;
  /** The tenant whose service account applies the folder; absent: the platform's. */
  readonly tenant?: TenantRef | undefined;
  /** While the site is held: nothing changes until somebody resumes it. */
  readonly suspended: boolean;
  /** True when its objects stay in the cluster whatever becomes of their files or of the reconciler. */
  readonly orphaned: boolean;
  /** Of its objects. */
  readonly ignored?: readonly IgnoredFields[] | undefined;
  /** Name of the API server that it is applied to; absent: the cluster's own. */
  readonly remote?: string | undefined;
}

/** A cluster that pulls its part of a repository. */
export interface DeliveryCluster {
  /** Name of the cluster: a site, `hub-<region>`, or `centre`. */
  readonly cluster: string;
  readonly repository: string;
  /** Folder of all that it pulls: `hub`, or `sites/<zone>/<site>`. */
  readonly home: string;
  /** Folder of the delivery objects themselves: `hub/delivery` or `sites/<zone>/<site>/00-delivery`. */
  readonly root: string;
  readonly tenants: readonly { readonly name: string; readonly namespaces: readonly string[] }[];
  /** First registry of the fleet, for charts and images of the engine itself. */
  readonly registry: string;
  /** Where the charts in the folders come from; `<registry>/charts` needs no mention. */
  readonly charts?: readonly ChartSource[] | undefined;
  /** Secret beside the agent with the repository's credentials; absent: read without any. */
  readonly credentials?: string | undefined;
  /** What it reads in place of the repository; absent: the repository. */
  readonly artifacts?: ClusterArtifacts | undefined;
  readonly reach?: Reach | undefined;
  readonly suspended: boolean;
  /** True while the cluster comes back from a back-up: no reconciler deletes anything, whatever goes from Git. */
  readonly restoring?: boolean;
}

/** One cluster with its folders. */
export interface DeliveryScope extends DeliveryCluster {
  readonly folders: readonly ReconciledFolder[];
}

export interface DeliveryEngine {
  readonly name: DeliveryName;
  readonly kinds: KindTable;
  /** Namespaces that belong to it wherever it works; no tenant may own one. */
  readonly namespaces?: readonly string[];
  /** Where there are credentials, authorities of the repository come out of their Secret alone. */
  readonly authoritiesBesideCredentials?: true;
  /** Hooks of a chart run whenever it syncs, and not just when it is installed. */
  readonly hooksAtEachSync?: true;
  /** Content of the root folder: source, projects, service accounts, the agent, one reconciler a folder. */
  reconcile(scope: DeliveryScope): readonly KubernetesObject[];
  /** The first objects of a new cluster: namespace, source and the reconciler of the root folder. */
  bootstrap(cluster: DeliveryCluster): readonly KubernetesObject[];
  /** The engine's own chart, installed by the provisioner before anything can be pulled. */
  agent(registry: string, reach?: Reach): HelmRelease;
  /**
   * Objects that install a chart, placed in the folder of its layer.
   *
   * @param trusting the cluster has authorities of its own
   */
  chart(release: HelmRelease, trusting?: boolean): readonly KubernetesObject[];
  /**
   * What lets a tenant's reconciler work in one of the tenant's namespaces. It belongs in the folder that makes the
   * namespace: the root folder comes first and could never put anything into it.
   */
  tenantAccess(tenant: string, namespace: string): readonly KubernetesObject[];
  /** How it follows artifacts. */
  readonly artifacts: ArtifactPinning;
  /**
   * Objects of one folder with a mark by which they are applied and ready after those with a lower step; one list and step have
   * one answer. Absent: folders wait for each other, at every revision, so that apps of a system have a folder each.
   */
  startOrder?(objects: readonly KubernetesObject[], step: number): readonly KubernetesObject[];
  /** How it applies folders to another API server; absent: it cannot. */
  readonly remoteAccess?: {
    /** As whom it acts there. */
    readonly subject: { readonly kind: "ServiceAccount"; readonly namespace: string; readonly name: string };
    /** Objects of its own cluster that take it there. */
    objects(remote: RemoteApi): readonly KubernetesObject[];
  };
}
