import type { Centre } from "../constructs/centre.ts";
import type { Fleet } from "../constructs/fleet.ts";
import type { Hub } from "../constructs/hub.ts";
import type { Region } from "../constructs/region.ts";
import type { Site } from "../constructs/site.ts";
import type { EngineTables } from "../engines/engines.ts";
import { provisionerOf } from "../engines/lookup.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import {
  edgeAppsLayer,
  type FolderCategory,
  hostsFolder,
  hubAppsReconciler,
  layerFolder,
  manifestsLayer,
  PREFETCH_LAYER,
  siteReconciler,
  tenantFolder,
} from "../model/layout.ts";
import { type Source, within } from "../model/source.ts";
import { suggest } from "../model/suggest.ts";
import { hubParent, lowerRuntimes, nodeSites, usedRuntimes } from "./lower/lower-runtimes.ts";

/** Where an `orphan` and a `retire` may be written. */
interface ReconcilerScope {
  readonly spec: { readonly orphan: readonly string[]; readonly retire: readonly string[] };
  readonly path: string;
  readonly source: Source | undefined;
}

/**
 * Names in `orphan` and `retire` that have no effect, since no cluster below their scope can have such a reconciler. They are
 * warnings: a finished rename or removal leaves one behind.
 *
 * @param partial zones of some regions are unknown, so wider scopes cannot be checked
 */
export function unknownReconcilers(fleet: Fleet, partial: boolean, engines: EngineTables): readonly Diagnostic[] {
  const { regions } = fleet;
  const regionNames = (region: Region) => namesOfRegion(region, engines);
  const siteNames = (site: Site) => namesOfSite(site, engines);
  const everywhere = () => [...centreNames(fleet.centre), ...regions.flatMap(regionNames)];
  return [
    ...(partial ? [] : unknownNames(fleet, everywhere)),
    ...regions.flatMap((region) => [
      ...(partial ? [] : unknownNames(region, () => regionNames(region))),
      ...region.zones.flatMap((zone) => [
        ...unknownNames(zone, () => zone.sites.flatMap(siteNames)),
        ...zone.sites.flatMap((site) => unknownNames(site, () => siteNames(site))),
      ]),
    ]),
  ];
}

function unknownNames(scope: ReconcilerScope, possible: () => readonly string[]): readonly Diagnostic[] {
  const { spec, path, source } = scope;
  if (spec.orphan.length === 0 && spec.retire.length === 0) return [];
  const names = new Set(possible());
  return (["orphan", "retire"] as const).flatMap((key) =>
    spec[key].flatMap((name, index): readonly Diagnostic[] => {
      if (names.has(name)) return [];
      const close = suggest(name, [...names]);
      return [
        {
          code: "build/unknown-reconciler",
          severity: "warning",
          message: `${key} names ${name}, expected the folder of a reconciler of some cluster below ${path}`,
          subjects: [path],
          ...(source && { at: within(source, key, index) }),
          hint: close ? `did you mean ${close}?` : `remove it; after a ${whats[key]} it has done its work`,
        },
      ];
    }),
  );
}

const whats = { orphan: "rename", retire: "removal" } as const;

function centreNames({ profile }: Centre): readonly string[] {
  return layerNames(profile?.layers);
}

function namesOfRegion(region: Region, engines: EngineTables): readonly string[] {
  const ofSites = region.sites.flatMap((site) => namesOfSite(site, engines));
  return [...(region.hub ? namesOfHub(region.hub, engines) : []), ...ofSites];
}

function namesOfHub({ region, profile }: Hub, engines: EngineTables): readonly string[] {
  const tenants = region.fleet.spec.tenants.map(({ name }) => name);
  const parts = partsOf(region.fleet);
  return [
    ...layerNames(profile?.layers),
    ...namesOfRuntimes(region, engines),
    layerFolder("app", PREFETCH_LAYER),
    ...region.sites.map(({ name }) => siteReconciler(name)),
    ...tenants.flatMap((tenant) => [tenantFolder(tenant), layerFolder("app", edgeAppsLayer(tenant))]),
    ...parts.map(({ tenant, part }) => tenantFolder(tenant, part)),
    ...region.zones.flatMap((zone) => [
      ...tenants.map((tenant) => hubAppsReconciler(tenant, zone.name)),
      ...parts.map(({ tenant, part }) => hubAppsReconciler(tenant, zone.name, part)),
    ]),
  ];
}

/** What the node runtimes in use put among the layers of the hub. */
function namesOfRuntimes(region: Region, engines: EngineTables): readonly string[] {
  const parent = hubParent(region);
  if (!parent) return [];
  return lowerRuntimes(usedRuntimes(parent, nodeSites([region], "hub"), engines)).flatMap((each) =>
    each.kind === "objects" && "layer" in each.slot ? [layerFolder(each.slot.category, each.slot.layer)] : [],
  );
}

function namesOfSite({ spec, profile, region, manifests }: Site, engines: EngineTables): readonly string[] {
  if (spec.kind !== "cluster") return [];
  const tenants = region.fleet.spec.tenants.map(({ name }) => tenantFolder(name));
  const parts = partsOf(region.fleet).map(({ tenant, part }) => tenantFolder(tenant, part));
  const own = manifests.length > 0 ? [layerFolder("addon", manifestsLayer)] : [];
  const made = profile ? layerNames(provisionerOf(engines, profile.provisioner)?.siteLayers) : [];
  return [...layerNames(profile?.layers), ...own, ...made, hostsFolder, ...tenants, ...parts];
}

/** What has a folder beside a tenant's: each app of a system, or the system as a whole. */
function partsOf({ systems }: Fleet): readonly { readonly tenant: string; readonly part: string }[] {
  return systems.flatMap(({ spec: { tenant, name }, apps }) =>
    [name, ...apps.map((app) => app.spec.name)].map((part) => ({ tenant, part })),
  );
}

function layerNames(
  layers: readonly { readonly category: FolderCategory; readonly name: string }[] = [],
): readonly string[] {
  return layers.map(({ category, name }) => layerFolder(category, name));
}
