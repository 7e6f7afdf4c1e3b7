import type { Fleet } from "../../constructs/fleet.ts";
import type { Region } from "../../constructs/region.ts";
import type { Site } from "../../constructs/site.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Selection } from "../load/load-fleet.ts";
import { AppPlacer } from "./apps.ts";
import { FolderMaker } from "./folder-maker.ts";
import { lowerCentre } from "./lower-centre.ts";
import { type HubSite, lowerHub } from "./lower-hub.ts";
import { lowerSite, type Workshop } from "./lower-site.ts";
import { LayerRenderer } from "./render-layer.ts";
import type { Unit } from "./unit.ts";

const CENTRE = "centre";

/** One Git repository of the fleet and how to make its content. */
export interface Repository {
  /** Name of the region, or `centre`. */
  readonly name: string;
  readonly construct: string;
  readonly sites: readonly Site[];
  /** Site by site and the hub last, so that a caller may drop each unit at once. */
  readonly units: () => Generator<Unit>;
}

/** What the sites of one fleet share while it is lowered. */
export function openWorkshop(fleet: Fleet): Workshop {
  return {
    renderer: new LayerRenderer(fleet.spec.tenants),
    apps: new AppPlacer(fleet),
    folders: new FolderMaker(fleet),
    faults: [],
  };
}

/** Names of the repositories of a selection: the centre first, then the regions in their order. */
export function repositoryNames(fleet: Fleet, { regions, centre }: Selection): readonly string[] {
  return [...(centre && fleet.centre.profile ? [CENTRE] : []), ...regions.map(({ name }) => name)];
}

/** @throws Error for a name that `repositoryNames` does not list */
export function repositoryOf(fleet: Fleet, name: string, shop: Workshop): Repository {
  if (name === CENTRE) return centreRepository(fleet, shop);
  const region = fleet.regions.find((each) => each.name === name);
  if (!region) throw new Error(`no region ${name} in fleet ${fleet.path}`);
  return regionRepository(region, shop);
}

export function regionRepository(region: Region, shop: Workshop): Repository {
  const { name, path: construct, sites } = region;
  return { name, construct, sites, units: () => lowerRegion(region, shop) };
}

export function centreRepository(fleet: Fleet, shop: Workshop): Repository {
  const { centre } = fleet;
  const units = function* () {
    yield* attempt(centre.path, shop, () => lowerCentre(centre, shop));
  };
  return { name: CENTRE, construct: centre.path, sites: [], units };
}

function* lowerRegion(region: Region, shop: Workshop): Generator<Unit> {
  const onHub: HubSite[] = [];
  for (const site of region.sites) {
    if (!site.isEmitted || !site.profile) continue;
    for (const unit of attempt(site.path, shop, () => lowerSite(site, shop))) {
      onHub.push({ site, folders: unit.hubFolders });
      yield unit;
    }
  }
  if (region.hub.profile) yield* attempt(region.hub.path, shop, () => lowerHub(region.hub, onHub, shop));
}

/** An engine or a layer that throws is a fault of the program; it is told with the construct, and the rest goes on. */
function attempt(construct: string, shop: Workshop, lower: () => Unit): readonly Unit[] {
  try {
    return [lower()];
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const fault: Diagnostic = {
      code: "lower/failed",
      severity: "error",
      message: `manifests could not be made: ${reason}`,
      subjects: [construct],
      hint: "this is a fault of a profile or an engine; report it together with the site's file",
    };
    shop.faults.push(fault);
    return [];
  }
}
