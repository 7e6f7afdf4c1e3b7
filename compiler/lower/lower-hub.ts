/** Lowers the hub of a region. */

import { artifactsOf } from "../../constructs/artifacts.ts";
/** The hub of a region, or the centre: its platform, what engines add to it, and one reconciler for each folder below hub/. */
import { authoritiesOf } from "../../constructs/authorities.ts";
import type { Centre } from "../../constructs/centre.ts";
import type { Hub } from "../../constructs/hub.ts";
import type { Artifact } from "../../engines/artifact.ts";
import type { DeliveryCluster, DeliveryEngine } from "../../engines/engine.ts";
import {
  centreAppsPath,
  centreAppsReconciler,
  hubAppsPath,
  hubAppsReconciler,
  hubDelivery,
  hubHome,
  platformPath,
  tenantLabel,
} from "../../model/layout.ts";
import { fileOf } from "./artifact-file.ts";
import { assembleCluster, type ClusterPaths } from "./assemble-cluster.ts";
import { profileLabel } from "./folder-maker.ts";
import { placeLayers, type ReconcileStep } from "./layers.ts";
import type { LoweringContext } from "./lowering-context.ts";
import { orphanedOfCentre, orphanedOfHub } from "./orphaned.ts";
import type { Unit } from "./unit.ts";

/** What a hub or the centre gets besides its layers. */
export interface ClusterAdditions {
  /** For the cluster itself, and files that go with them. */
  readonly artifacts: readonly Artifact[];
  /** Reconcilers of the folders of sites. */
  readonly siteSteps: readonly ReconcileStep[];
}

export function lowerHub(hub: Hub, additions: ClusterAdditions, context: LoweringContext): Unit {
  const { region, profile } = hub;
  if (!profile) throw new Error(`${hub.path} has no profile ${hub.reference}`);
  const { tenants, repositorySecret } = region.fleet.spec;
  const delivery = context.engines.deliveries[region.delivery];
  const authorities = authoritiesOf(region.fleet, region);
  const layers = placeLayers(hub, profile, hub.parameters, delivery, context.renderer, authorities !== undefined);
  const cluster: DeliveryCluster = {
    ...hubFolders,
    cluster: `hub-${region.name}`,
    repository: region.repository,
    tenants,
    registry: hub.registry,
    credentials: repositorySecret,
    artifacts: artifactsOf(region.fleet, region),
    reach: { authorities },
    restoring: hub.isRestoring,
  };
  const owner = {
    construct: hub.path,
    labels: { fleet: hub.facts.name, region: region.name, profile: profileLabel(hub.reference) },
  };
  const make = context.folders.for(owner, { kubernetes: profile.kubernetes.version });
  return unitOf("hub", hub.path, additions, {
    cluster,
    delivery,
    layers,
    make,
    paths: hubPaths,
    orphaned: orphanedOfHub(region),
  });
}

export function lowerCentre(centre: Centre, additions: ClusterAdditions, context: LoweringContext): Unit {
  const { profile, fleet } = centre;
  if (!profile) throw new Error(`${centre.path} has no profile ${centre.reference}`);
  const delivery = context.engines.deliveries[centre.delivery];
  const authorities = authoritiesOf(fleet);
  const layers = placeLayers(centre, profile, centre.parameters, delivery, context.renderer, authorities !== undefined);
  const cluster: DeliveryCluster = {
    ...hubFolders,
    cluster: "centre",
    repository: centre.repository,
    // Without workloads of theirs the tenants have nothing to do at the centre.
    tenants: additions.artifacts.some((each) => each.kind === "objects" && "tenant" in each.slot)
      ? fleet.spec.tenants
      : [],
    registry: centre.registry,
    credentials: fleet.spec.repositorySecret,
    artifacts: artifactsOf(fleet, centre),
    reach: { authorities },
  };
  const owner = {
    construct: centre.path,
    labels: { fleet: centre.facts.name, profile: profileLabel(centre.reference) },
  };
  const make = context.folders.for(owner, { kubernetes: profile.kubernetes.version });
  return unitOf("centre", centre.path, additions, {
    cluster,
    delivery,
    layers,
    make,
    paths: centrePaths,
    orphaned: orphanedOfCentre(centre),
  });
}

const hubFolders = { home: hubHome, root: hubDelivery, suspended: false } as const;

function unitOf(
  name: string,
  construct: string,
  { artifacts, siteSteps }: ClusterAdditions,
  parts: Omit<Parameters<typeof assembleCluster>[0], "artifacts" | "siteSteps"> & { readonly delivery: DeliveryEngine },
): Unit {
  const objects = artifacts.filter((each) => each.kind === "objects");
  const files = artifacts.filter((each) => each.kind !== "objects").map(fileOf);
  return {
    name,
    construct,
    hubFolders: assembleCluster({ ...parts, artifacts: objects, siteSteps }),
    siteFolders: [],
    files,
  };
}

const hubPaths: ClusterPaths = {
  layer: platformPath,
  tenantZone: (tenant, zone, _, part) => ({
    path: hubAppsPath(zone, tenant, part),
    name: hubAppsReconciler(tenant, zone, part),
    label: tenantLabel(tenant, part),
  }),
};

const centrePaths: ClusterPaths = {
  layer: platformPath,
  tenantZone: (tenant, zone, region, part) => ({
    path: centreAppsPath(region, zone, tenant, part),
    name: centreAppsReconciler(tenant, region, zone, part),
    label: tenantLabel(tenant, part),
  }),
};
