import type { Site } from "../../constructs/site.ts";
import type { DeliveryTarget, FirstAgent } from "../../engines/engine.ts";
import { deliveries } from "../../engines/engines.ts";
import { provisionerOf } from "../../engines/lookup.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { folderNumbers, hostsFolder, hubSitePath, siteDelivery, sitePath, tenantFolder } from "../../model/layout.ts";
import type { AppPlacer } from "./apps.ts";
import type { FolderMaker, LayerFacts, MakeFolder } from "./folder-maker.ts";
import { profileLabel } from "./folder-maker.ts";
import { freeze } from "./freeze.ts";
import { chain, type PlacedLayer, placeLayers, type Step } from "./layers.ts";
import type { LayerRenderer } from "./render-layer.ts";
import type { Folder, Unit } from "./unit.ts";

/** What lowering shares between sites. */
export interface Workshop {
  readonly renderer: LayerRenderer;
  readonly apps: AppPlacer;
  readonly folders: FolderMaker;
  /** What could not be lowered. */
  readonly faults: Diagnostic[];
}

/** Lowers one site that is not planned and whose profile exists. */
export function lowerSite(site: Site, shop: Workshop): Unit {
  const { profile } = site;
  if (!profile) throw new Error(`${site.path} has no profile ${site.reference}`);
  const engine = provisionerOf(profile.provisioner);
  const make = shop.folders.for({
    construct: site.path,
    labels: {
      fleet: site.facts.name,
      region: site.region.name,
      zone: site.zone.name,
      site: site.name,
      profile: profileLabel(site.reference),
    },
  });
  const root = sitePath(site.zone.name, site.name);
  const isRetired = site.spec.state === "retired";
  const delivery = deliveries[site.region.delivery];
  const isCluster = site.spec.kind === "cluster";
  const layers = isCluster ? placeLayers(site, profile, site.parameters, delivery, shop.renderer) : [];
  const parts = isCluster ? siteParts(site, root, layers, make, shop) : [];
  const target: DeliveryTarget = {
    cluster: site.name,
    repository: site.region.repository,
    root: `${root}/${siteDelivery}`,
    folders: chain(parts.map((part) => part.step)),
    tenants: site.region.fleet.spec.tenants,
    registry: site.registry,
    charts: layers.flatMap((layer) => layer.rendered.releases.map((release) => release.source)),
    credentials: site.region.fleet.spec.repositorySecret,
    suspended: site.spec.state === "held",
  };
  const cni = layers.filter((layer) => layer.category === "cni").flatMap((layer) => layer.rendered.releases);
  const first: FirstAgent = {
    charts: [...cni, delivery.agent(site.registry)],
    objects: isCluster ? delivery.bootstrap(target) : [],
    delivery: delivery.name,
  };
  const hubObjects = freeze(engine.hubObjects(site, profile.provisioner, first));
  const plain = { privileged: false } as const;
  return {
    name: site.name,
    construct: site.path,
    hubFolders:
      hubObjects.length > 0
        ? [
            make(hubSitePath(site.zone.name, site.name), engine.name, hubObjects, {
              ...plain,
              category: "provisioning",
            }),
          ]
        : [],
    siteFolders: isCluster
      ? [
          make(target.root, siteDelivery, freeze(delivery.reconcile(target)), { ...plain, category: "delivery" }),
          ...parts.map((part) => part.folder),
        ]
      : [],
    files: isRetired ? [] : engine.hostFiles(site, profile.provisioner, first),
  };
}

interface Part {
  readonly folder: Folder;
  readonly step: Step;
}

/** The folders that the site's own agent reconciles: layers, upgrades of the hosts, apps of the tenants. */
function siteParts(
  site: Site,
  root: string,
  layers: readonly PlacedLayer[],
  make: MakeFolder,
  shop: Workshop,
): readonly Part[] {
  const suspended = site.spec.state === "held";
  const part = (
    name: string,
    order: number,
    objects: Folder["objects"],
    facts: LayerFacts,
    step: Pick<Step, "category" | "awaited"> & Partial<Step>,
  ): Part => {
    const path = `${root}/${name}`;
    return { folder: make(path, name, objects, facts), step: { name, path, order, suspended, ...step } };
  };
  const parts = layers.map(({ folder, number, category, privileged, awaited, rendered }) =>
    part(folder, number, rendered.objects, { category, privileged }, { category, awaited }),
  );
  const provisioner = site.profile?.provisioner;
  // A retired cluster loses its workloads; what they stand on goes with the cluster itself. No engine waits for one
  // removed folder before it removes the next, and a tenant's account cannot remove apps without its role.
  if (site.spec.state === "retired") return parts;
  const own = provisioner ? provisionerOf(provisioner).siteObjects(site, provisioner) : [];
  if (own.length > 0) {
    // The kinds come with the operators of the os layers; an upgrade waits for network and storage too.
    const needs = layers.filter((layer) => layer.category === "os").map((layer) => layer.folder);
    const facts = { category: "addon", privileged: false } as const;
    parts.push(
      part(hostsFolder, folderNumbers.hosts, freeze(own), facts, { category: "addon", awaited: false, needs }),
    );
  }
  for (const { tenant, objects } of shop.apps.place([site], { zone: site.zone, nodeSelector: {} })) {
    const name = tenantFolder(tenant.name);
    const facts = { category: "app", privileged: false, tenant: tenant.name } as const;
    parts.push(part(name, folderNumbers.app, objects, facts, { category: "app", awaited: false, tenant }));
  }
  return parts;
}
