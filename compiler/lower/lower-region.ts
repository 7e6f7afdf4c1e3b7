/** A region, site by site with its hub last, and the centre with what the whole fleet asks of it. */
import type { Fleet } from "../../constructs/fleet.ts";
import type { Region } from "../../constructs/region.ts";
import type { Site } from "../../constructs/site.ts";
import type { Artifact } from "../../engines/artifact.ts";
import type { EngineTables } from "../../engines/engines.ts";
import type { Attempt } from "./attempt.ts";
import type { Destinations } from "./divide-artifacts.ts";
import type { ReconcileStep } from "./layers.ts";
import type { ZoneNodes } from "./lower-apps.ts";
import { atMember, federationScope, usedFederation } from "./lower-federation.ts";
import { lowerCentre, lowerHub } from "./lower-hub.ts";
import {
  centreParent,
  hubParent,
  lowerRuntimes,
  type MadeArtifact,
  nodeSites,
  usedRuntimes,
} from "./lower-runtimes.ts";
import { lowerSite } from "./lower-site.ts";
import type { LoweringContext } from "./lowering-context.ts";
import { orphanedOfCentre, orphanedOfHub, orphanedOfSite, withOrphaned } from "./orphaned.ts";
import { retiredOfCentre, retiredOfHub, retiredOfSite, withRetired } from "./retired.ts";
import { siteStep } from "./site-on-parent.ts";
import type { Unit } from "./unit.ts";

export function* lowerRegion(region: Region, context: LoweringContext, attempt: Attempt): Generator<Unit> {
  const { hub } = region;
  const parent = hubParent(region);
  const destinations: Destinations = {
    parent: parent?.ref,
    name: `the hub of ${region.name}`,
    ...(region.isBehindGateway && { elsewhere: centreParent(region.fleet).ref }),
  };
  const nodes = parent ? nodeSites([region], "hub") : [];
  const used = parent ? usedRuntimes(parent, nodes, context.engines) : [];
  const made = attempt(region.path, () => lowerRuntimes(used)).flat();
  const bySite = Map.groupBy(made, siteOwning(nodes));
  const siteSteps: ReconcileStep[] = [];
  const orphaned = orphanedOfHub(region);
  const retired = retiredOfHub(region);
  for (const site of region.sites) {
    // Nodes of the centre are the centre's business.
    if (!site.isEmitted || !site.profile || (site.spec.kind === "nodes" && site.parent === "centre")) continue;
    const own = bySite.get(site) ?? [];
    const lower = () =>
      withRetired(
        withOrphaned(lowerSite(site, own, destinations, context), orphaned, orphanedOfSite(site)),
        retired,
        retiredOfSite(site),
      );
    for (const unit of attempt(site.path, () => context.known?.of(site, lower, context.errors) ?? lower())) {
      siteSteps.push(...unit.hubFolders.map((folder) => siteStep(site, folder)));
      yield unit;
    }
  }
  if (!hub?.profile || !parent) return;
  yield* attempt(hub.path, () => {
    const artifacts = [
      ...(bySite.get(undefined) ?? []),
      ...atMember(region, context.engines),
      ...context.apps.onNodes(parent.ref, byZone(nodes)),
    ];
    return withRetired(withOrphaned(lowerHub(hub, { artifacts, siteSteps }, context), orphaned), retired);
  });
}

export function* lowerFleetAtCentre(fleet: Fleet, context: LoweringContext, attempt: Attempt): Generator<Unit> {
  const { centre } = fleet;
  const parent = centreParent(fleet);
  const nodes = nodeSites(fleet.regions, "centre");
  const made = attempt(centre.path, () => lowerRuntimes(usedRuntimes(parent, nodes, context.engines))).flat();
  const bySite = Map.groupBy(made, siteOwning(nodes));
  const siteSteps: ReconcileStep[] = [];
  const orphaned = orphanedOfCentre(centre);
  const retired = retiredOfCentre(centre);
  for (const site of nodes) {
    const destinations: Destinations = { parent: parent.ref, name: "the centre" };
    for (const unit of attempt(site.path, () =>
      withRetired(withOrphaned(lowerSite(site, bySite.get(site) ?? [], destinations, context), orphaned), retired),
    )) {
      siteSteps.push(...unit.hubFolders.map((folder) => siteStep(site, folder)));
      yield unit;
    }
  }
  for (const site of gatewayClusters(fleet.regions)) {
    const destinations: Destinations = { parent: parent.ref, name: "the centre" };
    for (const unit of attempt(site.path, () =>
      withRetired(withOrphaned(lowerSite(site, [], destinations, context), orphaned), retired),
    )) {
      siteSteps.push(...unit.hubFolders.map((folder) => siteStep(site, folder)));
      // The rest is in the repository of the region.
      if (unit.hubFolders.length > 0) yield { ...unit, siteFolders: [], files: [], servers: undefined };
    }
  }
  const everywhere = byZone(fleet.regions.flatMap((region) => region.sites).filter((site) => site.isEmitted));
  yield* attempt(centre.path, () => {
    const artifacts: readonly Artifact[] = [
      ...(bySite.get(undefined) ?? []),
      ...context.apps.onNodes(parent.ref, byZone(nodes)),
      ...context.apps.atCentre(everywhere),
      ...handedOut(fleet, context.engines),
    ];
    return withRetired(withOrphaned(lowerCentre(centre, { artifacts, siteSteps }, context), orphaned), retired);
  });
}

function handedOut(fleet: Fleet, engines: EngineTables): readonly Artifact[] {
  const used = usedFederation(fleet, engines);
  return used ? used.engine.lower(federationScope(fleet, engines), used.settings) : [];
}

/** Clusters that the centre builds by the gateways of their regions. */
function gatewayClusters(regions: readonly Region[]): readonly Site[] {
  const sites = regions.filter(({ isBehindGateway }) => isBehindGateway).flatMap((region) => region.sites);
  return sites.filter((site) => site.spec.kind === "cluster" && site.isEmitted && site.profile !== undefined);
}

/** The site that an artifact was made for; undefined for what all of them share. */
function siteOwning(sites: readonly Site[]): (artifact: MadeArtifact) => Site | undefined {
  const byPath = new Map(sites.flatMap((site) => [site, ...site.hosts].map(({ path }) => [path, site] as const)));
  return ({ owner }) => byPath.get(owner);
}

/** Zones with those of the sites that run workloads, in the order of the sites. */
function byZone(sites: readonly Site[]): readonly ZoneNodes[] {
  const running = sites.filter(({ spec }) => spec.state !== "retired");
  return [...Map.groupBy(running, ({ zone }) => zone)].map(([zone, own]) => ({ zone, sites: own }));
}
