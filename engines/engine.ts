import type { App } from "../constructs/app.ts";
import type { Region } from "../constructs/region.ts";
import type { Site } from "../constructs/site.ts";
import type { Zone } from "../constructs/zone.ts";
import type { PlacementName } from "../model/app-file.ts";
import type { ChartSource, HelmRelease, KubernetesObject, TextFile } from "../model/manifest.ts";
import type { Provisioner } from "../model/provisioner.ts";
import type { DeliveryName } from "../model/region-file.ts";
import type { Source } from "../model/source.ts";

/**
 * The contract of the engines. Each is a set of pure functions from constructs to manifests in a
 * folder of its own; `engines.ts` is the table that does not compile while one is missing.
 */

/** Something asked for that the engine cannot do; becomes a diagnostic, never a silent drop. */
export interface Gap {
  /** What was asked for: "surge of 1 server at a site without a spare one". */
  readonly asked: string;
  /** What to do instead. */
  readonly alternative: string;
  readonly at?: Source | undefined;
  /** A warning where nothing is lost by going on without it. @default "error" */
  readonly severity?: "warning";
}

/** One folder with a kustomization.yaml and how a cluster reconciles it. */
export interface ReconciledFolder {
  /** Unique in the cluster; name of the Flux Kustomization or part of the Argo CD Application's. */
  readonly name: string;
  /** From the root of the repository: `sites/shenzhen/sz-nanshan-01/30-cilium`. */
  readonly path: string;
  /** Names of the folders that must be ready before. */
  readonly dependsOn: readonly string[];
  /** Position in the order of layers, for engines that order by number. */
  readonly order: number;
  /** The tenant whose service account applies the folder; absent: the platform's. */
  readonly tenant?: { readonly name: string; readonly namespace: string } | undefined;
  /** False while the site is held: nothing changes until somebody resumes it. */
  readonly suspended: boolean;
}

/** A cluster that pulls folders of one repository. */
export interface DeliveryTarget {
  /** Name of the cluster: a site, a region's hub, or `centre`. */
  readonly cluster: string;
  readonly repository: string;
  /** Folder of the delivery objects themselves: `hub/delivery` or `sites/<zone>/<site>/00-delivery`. */
  readonly root: string;
  readonly folders: readonly ReconciledFolder[];
  readonly tenants: readonly { readonly name: string; readonly namespaces: readonly string[] }[];
  /** First registry of the fleet, for charts and images of the engine itself. */
  readonly registry: string;
  /** Where the charts in the folders come from; `<registry>/charts` needs no mention. */
  readonly charts?: readonly ChartSource[] | undefined;
  /** Secret beside the agent with the repository's credentials; absent: read without any. */
  readonly credentials?: string | undefined;
  readonly suspended: boolean;
}

export interface DeliveryEngine {
  readonly name: DeliveryName;
  /** Content of the target's root folder: source, projects, service accounts, the agent, one reconciler a folder. */
  reconcile(target: DeliveryTarget): readonly KubernetesObject[];
  /** The first objects of a new cluster: namespace, source and the reconciler of the root folder. */
  bootstrap(target: DeliveryTarget): readonly KubernetesObject[];
  /** The engine's own chart, installed by the provisioner before anything can be pulled. */
  agent(registry: string): HelmRelease;
  /** Objects that install a chart, placed in the folder of its layer. */
  chart(release: HelmRelease): readonly KubernetesObject[];
  /**
   * What lets a tenant's reconciler work in one of the tenant's namespaces. It belongs into the folder
   * that makes the namespace: the root folder comes first and could never put anything into it.
   */
  tenantAccess(tenant: string, namespace: string): readonly KubernetesObject[];
}

/** What a provisioner must install so that a new cluster pulls the rest by itself. */
export interface FirstAgent {
  /** CNI and delivery engine, in this order. */
  readonly charts: readonly HelmRelease[];
  readonly objects: readonly KubernetesObject[];
  readonly delivery: DeliveryName;
}

export interface ProvisioningEngine<P extends Provisioner> {
  readonly name: P["engine"];
  gaps(site: Site, provisioner: P): readonly Gap[];
  /** Objects on the region's hub, in `hub/sites/<zone>/<site>/`. */
  hubObjects(site: Site, provisioner: P, first: FirstAgent): readonly KubernetesObject[];
  /** Objects in the site's own cluster, in its os layer. */
  siteObjects(site: Site, provisioner: P): readonly KubernetesObject[];
  /** Files in `hosts/<machine-id>/`. */
  hostFiles(site: Site, provisioner: P, first: FirstAgent): readonly TextFile[];
}

/** An engine whose servers are nodes of the hub needs a part on the hub, and files for each zone. */
export interface NodeRuntimeEngine<P extends Provisioner> extends ProvisioningEngine<P> {
  /** Layer on the hub that serves all nodes of the region; its name makes the folder. */
  hubPlatform(region: Region, provisioner: P): HubPlatform;
  zoneFiles(zone: Zone, sites: readonly Site[], provisioner: P): readonly TextFile[];
  /** Labels that select the nodes of a zone, for placement. */
  nodeSelector(zone: Zone): Readonly<Record<string, string>>;
}

export interface HubPlatform {
  readonly layer: string;
  readonly objects: readonly KubernetesObject[];
  readonly charts: readonly HelmRelease[];
}

/** Where one app goes: the cluster of a site, or the nodes of one zone on the hub. */
export interface PlacementTarget {
  readonly zone: Zone;
  /** Appended to object names on a hub, where apps of several zones live side by side. */
  readonly suffix?: string | undefined;
  readonly nodeSelector: Readonly<Record<string, string>>;
  /** Names of the sites whose nodes may run the app, when those are not all that the selector matches. */
  readonly sites?: readonly string[] | undefined;
}

export interface PlacementEngine {
  readonly name: PlacementName;
  gaps(app: App): readonly Gap[];
  place(app: App, target: PlacementTarget): readonly KubernetesObject[];
}

/** An engine that the words of the model know and this version cannot drive. */
export interface AbsentEngine {
  readonly name: string;
  readonly absent: true;
  readonly alternative: string;
}
