import type { Hub } from "../../constructs/hub.ts";
import type { Site } from "../../constructs/site.ts";
import type { ReconciledFolder } from "../../engines/engine.ts";
import { deliveries } from "../../engines/engines.ts";
import { nodeRuntimeOf } from "../../engines/lookup.ts";
import {
  folderNumbers,
  hubAppsPath,
  hubAppsReconciler,
  hubDelivery,
  layerFolder,
  platformPath,
  siteReconciler,
} from "../../model/layout.ts";
import type { ChartSource, TextFile } from "../../model/manifest.ts";
import { profileLabel } from "./folder-maker.ts";
import { freeze } from "./freeze.ts";
import { chain, placeLayers, type Step } from "./layers.ts";
import type { Workshop } from "./lower-site.ts";
import type { Folder, Unit } from "./unit.ts";

/** Folders of one site on the hub, as far as the hub's delivery needs to know them. */
export interface HubSite {
  readonly site: Site;
  readonly folders: readonly Folder[];
}

/** Lowers the hub of a region: its platform, the apps on its nodes, and one reconciler for each folder below hub/. */
export function lowerHub(hub: Hub, sites: readonly HubSite[], shop: Workshop): Unit {
  const { region, profile } = hub;
  if (!profile) throw new Error(`${hub.path} has no profile ${hub.reference}`);
  const delivery = deliveries[region.delivery];
  const make = shop.folders.for({
    construct: hub.path,
    labels: { fleet: hub.facts.name, region: region.name, profile: profileLabel(hub.reference) },
  });
  const folders: Folder[] = [];
  const charts: ChartSource[] = [];
  const steps: Step[] = [];
  for (const layer of placeLayers(hub, profile, hub.parameters, delivery, shop.renderer)) {
    const { folder: name, number: order, category, privileged, awaited, rendered } = layer;
    const path = platformPath(name);
    folders.push(make(path, name, rendered.objects, { category, privileged }));
    charts.push(...rendered.releases.map((release) => release.source));
    steps.push({ name, path, order, category, awaited, suspended: false });
  }
  const files: TextFile[] = [];
  for (const runtime of runtimesOf(region.sites)) {
    const platform = runtime.engine.hubPlatform(region, runtime.provisioner);
    const name = layerFolder("runtime", platform.layer);
    const path = platformPath(name);
    const objects = freeze([...platform.objects, ...platform.charts.flatMap((chart) => delivery.chart(chart))]);
    folders.push(make(path, name, objects, { category: "addon", privileged: true }));
    charts.push(...platform.charts.map((chart) => chart.source));
    steps.push({ name, path, order: folderNumbers.runtime, category: "addon", awaited: true, suspended: false });
    for (const zone of region.zones) {
      const own = zone.sites.filter((site) => site.spec.state !== "retired" && runtime.sites.includes(site));
      if (own.length === 0) continue;
      files.push(...runtime.engine.zoneFiles(zone, own, runtime.provisioner));
      const target = { zone, suffix: zone.name, nodeSelector: runtime.engine.nodeSelector(zone) };
      for (const { tenant, objects } of shop.apps.place(own, target)) {
        const path = hubAppsPath(zone.name, tenant.name);
        const layer = `apps-${tenant.name}`;
        folders.push(make(path, layer, objects, { category: "app", privileged: false, tenant: tenant.name }));
        steps.push({
          name: hubAppsReconciler(tenant.name, zone.name),
          path,
          order: folderNumbers.app,
          category: "app",
          awaited: false,
          tenant,
          suspended: false,
        });
      }
    }
  }
  for (const { site, folders: own } of sites) {
    for (const { path } of own) {
      const suspended = site.spec.state === "held";
      steps.push({
        name: siteReconciler(site.name),
        path,
        order: folderNumbers.app,
        category: "app",
        awaited: false,
        suspended,
      });
    }
  }
  const reconciled: readonly ReconciledFolder[] = chain(steps);
  const objects = delivery.reconcile({
    cluster: `hub-${region.name}`,
    repository: region.repository,
    root: hubDelivery,
    folders: reconciled,
    tenants: region.fleet.spec.tenants,
    registry: hub.registry,
    charts,
    credentials: region.fleet.spec.repositorySecret,
    suspended: false,
  });
  return {
    name: "hub",
    construct: hub.path,
    hubFolders: [
      make(hubDelivery, "delivery", freeze(objects), { category: "delivery", privileged: false }),
      ...folders,
    ],
    siteFolders: [],
    files,
  };
}

/** The node runtimes in use among the sites, each with its sites; settings are those of the first profile. */
function runtimesOf(sites: readonly Site[]) {
  const users = sites.filter((site) => site.isEmitted && site.profile && nodeRuntimeOf(site.profile.provisioner));
  return [...Map.groupBy(users, (site) => site.profile?.provisioner.engine)].flatMap(([, own]) => {
    const provisioner = own[0]?.profile?.provisioner;
    const engine = provisioner && nodeRuntimeOf(provisioner);
    return engine && provisioner ? [{ engine, provisioner, sites: own }] : [];
  });
}
