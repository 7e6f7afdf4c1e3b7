/** Who fetches what the files of a construct name: a site, the nodes of a zone, a hub, the centre. */

import { isPutAt } from "../../constructs/app-sites.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import { type Pool, poolsOf } from "../../constructs/pool.ts";
import type { Site } from "../../constructs/site.ts";
import type { Zone } from "../../constructs/zone.ts";
import type { EngineTables } from "../../engines/engines.ts";
import { provisionerOf } from "../../engines/lookup.ts";
import { fileLocation, splitPath } from "../../model/layout.ts";
import { memoizeByIdentity } from "../../model/memo.ts";
import type { ProfileImage } from "../../model/provisioner.ts";
import { type Architecture, architectures } from "../../model/zone-file.ts";
import { type ImageKey, imageKey } from "./image-key.ts";

export interface Place {
  /** Construct path. */
  readonly path: string;
  /** Names of the sites: one, those of a zone whose servers join a parent, or none. */
  readonly sites: readonly string[];
  /** Profiles that are pinned there, as `name@version`. */
  readonly profiles: readonly string[];
  readonly registry: string;
  /** Of its servers, as far as the fleet knows them; all, where it does not. */
  readonly architectures: readonly Architecture[];
  /** The fleet knows its servers; it does not know those of hubs and of the centre. */
  readonly hasServers: boolean;
  /** Images that the profiles declare. */
  readonly declared: readonly ProfileImage[];
  /** Paths of declared images that no file names, see `impliedImages` of provisioning engines. */
  readonly implied: readonly string[];
}

/** A place for which a file is. */
export interface FilePlace {
  readonly place: Place;
  /** Images that the file names for other places alone. */
  readonly notThere: ReadonlySet<ImageKey>;
}

/** Finds the places of a file by its path and the construct that owns it. */
export function placesOf(
  fleet: Fleet,
  engines: EngineTables,
): (path: string, construct: string) => readonly FilePlace[] {
  const places = placesByPath(fleet, engines);
  return (path, construct) => {
    const zone = zoneOfApps(path, construct, fleet);
    const spread = zone === undefined ? zonesOfApp(path, construct, fleet) : [];
    if (spread.length > 0) {
      return spread.flatMap(({ path: at, notThere }) => {
        const place = places.get(at);
        return place ? [{ place, notThere }] : [];
      });
    }
    for (let at = zone ?? construct; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf("/")))) {
      const place = places.get(at);
      if (place) return [{ place, notThere: new Set() }];
    }
    return [];
  };
}

/** A plan asks once for each repository. */
const placesByPath = memoizeByIdentity((fleet: Fleet, engines: EngineTables): ReadonlyMap<string, Place> => {
  const places = new Map<string, Place>();
  const add = (place: Place) => places.set(place.path, place);
  const { centre } = fleet;
  add(cluster(centre.path, centre, centre.profile?.images));
  for (const region of fleet.regions) {
    if (region.hub) add(cluster(region.hub.path, region.hub, region.hub.profile?.images));
    for (const zone of region.zones) {
      const nodes = zone.sites.filter(({ spec, isEmitted }) => spec.kind === "nodes" && isEmitted);
      add({ ...joined(zone.path, nodes, engines), registry: fleet.registries[0] ?? "" });
      for (const site of zone.sites) add({ ...joined(site.path, [site], engines), registry: site.registry });
    }
  }
  return places;
});

/** Apps on the nodes of a zone are the hub's files, and run on the zone's servers. */
function zoneOfApps(path: string, construct: string, fleet: Fleet): string | undefined {
  const location = fileLocation(path);
  if (location?.tenant === undefined || location.zone === undefined || location.site !== undefined) return undefined;
  const [region, zone] = location.zone.includes(".")
    ? location.zone.split(".")
    : [construct.split("/")[1], location.zone];
  return `${fleet.path}/${region}/${zone}`;
}

interface ZoneOfApp extends Pick<FilePlace, "notThere"> {
  /** Construct path. */
  readonly path: string;
}

/** One object on a hub, or at the centre, makes an app in every zone whose servers join it: it runs there, and not on the hub. */
function zonesOfApp(path: string, construct: string, fleet: Fleet): readonly ZoneOfApp[] {
  const { category, tenant, remote, site } = fileLocation(path) ?? {};
  // No site is the parent of another.
  if (category !== "app" || tenant === undefined || remote !== undefined || site !== undefined) return [];
  const { file } = splitPath(path);
  const app = fleet.apps.find(
    (each) => each.spec.tenant === tenant && file.endsWith(`_${each.namespace}_${each.objectName(undefined)}.yaml`),
  );
  if (!app) return [];
  const isJoined = (site: Site) =>
    site.spec.kind === "nodes" && parentOf(site) === construct && isPutAt(app, site) && !app.isFederatedIn(site.region);
  const zones = fleet.regions.flatMap((region) => region.zones).filter(({ sites }) => sites.some(isJoined));
  const images = (zone: Zone) => imageKey(app.inZone(zone).image);
  const all = new Set(zones.map(images));
  return zones.map((zone) => ({
    path: zone.path,
    notThere: new Set([...all].filter((each) => each !== images(zone))),
  }));
}

function parentOf({ parent, region }: Site): string | undefined {
  return parent === "centre" ? region.fleet.centre.path : region.hub?.path;
}

function cluster(
  path: string,
  { reference, registry }: { readonly reference: string; readonly registry: string },
  declared: readonly ProfileImage[] = [],
): Place {
  return { path, sites: [], profiles: [reference], registry, architectures, hasServers: false, declared, implied: [] };
}

function joined(path: string, sites: readonly Site[], engines: EngineTables): Omit<Place, "registry"> {
  const own = new Set(sites.flatMap(({ hosts }) => hosts.map(({ spec }) => spec.arch)));
  return {
    path,
    sites: sites.map(({ name }) => name),
    profiles: [...new Set(sites.map(({ reference }) => reference))].sort(),
    architectures: architectures.filter((each) => own.size === 0 || own.has(each)),
    hasServers: own.size > 0,
    declared: [...new Set(sites.flatMap(({ profile }) => profile?.images ?? []))],
    implied: sites.flatMap((site) => poolsIn(site).flatMap((pool) => impliedBy(pool, engines))),
  };
}

function poolsIn(site: Site): readonly Pool[] {
  return site.profile ? poolsOf(site, site.profile) : [];
}

function impliedBy({ provisioner }: Pool, engines: EngineTables): readonly string[] {
  return provisionerOf(engines, provisioner)?.impliedImages?.(provisioner) ?? [];
}
