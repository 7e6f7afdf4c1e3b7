/** Names everything that the unit of a site follows from. */

import { hash } from "node:crypto";
import type { Region } from "../../constructs/region.ts";
import type { Site } from "../../constructs/site.ts";
import type { Zone } from "../../constructs/zone.ts";
import { exactText } from "../../model/exact-text.ts";
import { memoizeByIdentity } from "../../model/memo.ts";

/**
 * Hash of what all sites of a region share: the files of fleet and region with their authorities, and all apps, with what
 * they are in their systems. Exemptions,
 * the baseline and owners say nothing about what is made. Undefined where they hold what cannot be told exactly.
 */
export const regionKey = memoizeByIdentity(({ fleet, spec, source }: Region): string | undefined => {
  const apps = fleet.apps.map((app) => [...placed(app.spec, app.source), app.part ?? null]);
  return hashOf([placed(fleet.spec, fleet.source), placed(spec, source), apps]);
});

/**
 * Hash of everything that is read to lower a site that is a cluster of its own, and to check what comes of it, but for the
 * program: what its region shares, its zone without the other sites, and the site. Where something was written counts too,
 * since findings tell it. Undefined for a site whose servers are nodes of another cluster: its runtime is asked for all
 * nodes of that cluster at once.
 */
export function siteKey(site: Site): string | undefined {
  const { region, zone, spec } = site;
  const [shared, own] = [regionKey(region), zoneKey(zone)];
  if (spec.kind !== "cluster" || shared === undefined || own === undefined) return undefined;
  return hashOf([shared, own, recordOf(site)]);
}

const recordOf = ({ spec, source, manifests, allocation }: Site) => [
  placed(spec, source),
  manifests,
  allocation ?? null,
];

/**
 * Hash of everything that the repository of a region follows from, but for the program: the same with all of its sites, whatever
 * their servers are, and what the fleet says of other regions. Zones of other regions have no part in it.
 */
export const repositoryKey = memoizeByIdentity((region: Region): string | undefined => {
  const [shared, zones] = [regionKey(region), region.zones.map((zone) => zoneKey(zone))];
  if (shared === undefined || zones.some((key) => key === undefined)) return undefined;
  const regions = region.fleet.regions.map((each) => placed(each.spec, each.source));
  return hashOf([shared, regions, zones, region.zones.map(({ sites }) => sites.map(recordOf))]);
});

const zoneKey = memoizeByIdentity(({ spec, source }: Zone): string | undefined => hashOf(placed(spec, source)));

/** Files of a program have no places. */
const placed = (spec: object, source: object | undefined) => [spec, source ?? null];

function hashOf(value: unknown): string | undefined {
  const text = exactText(value);
  return text === undefined ? undefined : hash("sha256", text);
}
