/** Lowers one site. */

/** One site: the pools of its nodes, its own cluster where it is one, and what others keep for it. */

import { artifactsOf } from "../../constructs/artifacts.ts";
import { authoritiesOf } from "../../constructs/authorities.ts";
import { poolsOf } from "../../constructs/pool.ts";
import type { Site } from "../../constructs/site.ts";
import type { Artifact } from "../../engines/artifact.ts";
import { clusterProxyOf } from "../../engines/cluster-proxy.ts";
import type { AgentBootstrap, DeliveryCluster, Reach } from "../../engines/engine.ts";
import { provisionerOf, runtimeOf } from "../../engines/lookup.ts";
import { manifestsLayer, siteDelivery, sitePath, tenantFolder } from "../../model/layout.ts";
import { within } from "../../model/source.ts";
import type { ClusterServers } from "../../policies/rule.ts";
import { assembleCluster, type ClusterPaths } from "./assemble-cluster.ts";
import { type Destinations, divide } from "./divide-artifacts.ts";
import { type PlacedLayer, placeLayers } from "./layers.ts";
import type { MadeArtifact } from "./lower-runtimes.ts";
import type { LoweringContext } from "./lowering-context.ts";
import { orphanedOfSite } from "./orphaned.ts";
import { siteFolderOnParent } from "./site-on-parent.ts";
import { ownerOf } from "./site-owner.ts";
import type { Folder, Unit } from "./unit.ts";

/**
 * Lowers a site that is not planned and whose profile exists.
 *
 * @param ofRuntime what a node runtime made for the site
 */
export function lowerSite(
  site: Site,
  ofRuntime: readonly MadeArtifact[],
  destinations: Destinations,
  context: LoweringContext,
): Unit {
  const own = site.spec.kind === "cluster" ? clusterOf(site, context) : undefined;
  const made = own ? lowerPools(site, own.bootstrap, context) : ofRuntime;
  const { here, onParent, files } = divide(site, made, destinations, context.errors);
  return {
    name: site.name,
    construct: site.path,
    hubFolders: siteFolderOnParent(site, onParent, context),
    siteFolders: own ? own.assemble(here) : [],
    ...(own && { servers: serversOf(site) }),
    files,
  };
}

/** @returns undefined when the size of one of them is not known */
function serversOf({ hosts, profile, source }: Site): ClusterServers | undefined {
  const servers = hosts.flatMap(({ name, spec, capacity }) =>
    capacity ? [{ ...capacity, name, isControlPlane: spec.role === "control-plane" }] : [],
  );
  if (!profile || servers.length < hosts.length) return undefined;
  return { distribution: profile.kubernetes.distribution, servers, source: source && within(source, "hosts") };
}

function lowerPools(site: Site, bootstrap: AgentBootstrap, { engines }: LoweringContext): readonly MadeArtifact[] {
  const { profile } = site;
  if (!profile) throw new Error(`${site.path} has no profile ${site.reference}`);
  return poolsOf(site, profile).flatMap((pool) => {
    const engine = provisionerOf(engines, pool.provisioner);
    // Servers that are nodes of another cluster are made by their runtime, with all others of that cluster.
    if (!engine && runtimeOf(engines, pool.provisioner)) return [];
    if (!engine) throw new Error(`no engine is called ${pool.provisioner.engine}`);
    const made = engine.lower({ site, pool, bootstrap }, pool.provisioner);
    return made.map((artifact) => ({ ...artifact, engine: pool.provisioner.engine }));
  });
}

/** The site's own cluster: what its first agent is installed with, and how the rest is put together. */
function clusterOf(site: Site, context: LoweringContext) {
  const { profile, region } = site;
  if (!profile) throw new Error(`${site.path} has no profile ${site.reference}`);
  const delivery = context.engines.deliveries[region.delivery];
  const reach: Reach = {
    authorities: authoritiesOf(region.fleet, region),
    proxy: clusterProxyOf(site),
    link: site.network.link,
  };
  const trusting = reach.authorities !== undefined;
  const layers = placeLayers(site, profile, site.parameters, delivery, context.renderer, trusting);
  const home = sitePath(site.zone.name, site.name);
  const { tenants, repositorySecret } = region.fleet.spec;
  const cluster: DeliveryCluster = {
    cluster: site.name,
    repository: region.repository,
    home,
    root: `${home}/${siteDelivery}`,
    tenants,
    registry: site.registry,
    charts: chartsOf(layers),
    credentials: repositorySecret,
    artifacts: artifactsOf(region.fleet, region),
    reach,
    suspended: site.spec.state === "held",
  };
  const cni = layers.filter(({ category }) => category === "cni").flatMap(({ rendered }) => rendered.releases);
  const bootstrap: AgentBootstrap = {
    charts: [...cni, delivery.agent(site.registry, reach)],
    objects: delivery.bootstrap(cluster),
    delivery: delivery.name,
    reach,
  };
  const make = context.folders.for(ownerOf(site), { kubernetes: site.profile?.kubernetes.version });
  const assemble = (made: readonly Artifact[]): readonly Folder[] => {
    // A retired cluster loses its workloads; what they stand on goes with the cluster itself, as its engine makes it. No
    // delivery waits for one removed folder before it removes the next, and a tenant's account cannot remove apps without
    // its role.
    const artifacts =
      site.spec.state === "retired" ? made : [...made, ...ownManifests(site), ...context.apps.atSite(site)];
    const objects = artifacts.filter((each) => each.kind === "objects");
    const orphaned = orphanedOfSite(site);
    const own = { cluster, delivery, layers, artifacts: objects, siteSteps: [], orphaned, make, paths: paths(home) };
    return assembleCluster(own);
  };
  return { bootstrap, assemble };
}

/** The extra objects of the site, beside the addons and waited for by nobody. */
function ownManifests(site: Site): readonly Artifact[] {
  const { name, region, manifests, path } = site;
  if (manifests.length === 0) return [];
  return [
    {
      kind: "objects",
      audience: { kind: "site", region: region.name, site: name },
      owner: path,
      slot: { category: "addon", layer: manifestsLayer, privileged: false, awaited: false },
      objects: manifests,
    },
  ];
}

function chartsOf(layers: readonly PlacedLayer[]) {
  return layers.flatMap(({ rendered }) => rendered.releases.map(({ source }) => source));
}

/** A site lies in one zone, so a tenant has one folder there. */
function paths(home: string): ClusterPaths {
  const layer = (folder: string) => `${home}/${folder}`;
  return {
    layer,
    tenantZone: (tenant, _zone, _region, part) => {
      const name = tenantFolder(tenant, part);
      return { path: layer(name), name, label: name };
    },
  };
}
