import type { Fleet } from "../../constructs/fleet.ts";
import type { Region } from "../../constructs/region.ts";
import { AppPlacer } from "./apps.ts";
import { FolderMaker } from "./folder-maker.ts";
import { lowerCentre } from "./lower-centre.ts";
import { type HubSite, lowerHub } from "./lower-hub.ts";
import { lowerSite, type Workshop } from "./lower-site.ts";
import { LayerRenderer } from "./render-layer.ts";
import type { Unit } from "./unit.ts";

/** What the sites of one fleet share while it is lowered. */
export function openWorkshop(fleet: Fleet): Workshop {
  return { renderer: new LayerRenderer(), apps: new AppPlacer(fleet), folders: new FolderMaker(fleet) };
}

/** The units of a region's repository, site by site and the hub last, so that a caller may drop each at once. */
export function* lowerRegion(region: Region, shop: Workshop): Generator<Unit> {
  const onHub: HubSite[] = [];
  for (const site of region.sites) {
    if (!site.isEmitted) continue;
    const unit = lowerSite(site, shop);
    onHub.push({ site, folders: unit.hubFolders });
    yield unit;
  }
  yield lowerHub(region.hub, onHub, shop);
}

/** The only unit of the centre's repository. */
export function* lowerCentreRepository(fleet: Fleet, shop: Workshop): Generator<Unit> {
  yield lowerCentre(fleet.centre, shop);
}
