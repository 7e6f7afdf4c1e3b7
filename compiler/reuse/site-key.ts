/** Names everything that the unit of a site follows from. */

import { hash } from "node:crypto";
import type { Region } from "../../constructs/region.ts";
import type { Site } from "../../constructs/site.ts";
import type { Zone } from "../../constructs/zone.ts";
import { exactText } from "../../model/exact-text.ts";
import { memoizeByIdentity } from "../../model/memo.ts";

/**
 * Hash of what all sites of a region share: the files of fleet and region with their authorities, and all apps. Exemptions,
 * the baseline and owners say nothing about what is made. Undefined where they hold what cannot be told exactly.
 */
export const regionKey = memoizeByIdentity(({ fleet, spec, source }: Region): string | undefined => {
  const apps = fleet.apps.map((app) => placed(app.spec, app.source));
  return hashOf([placed(fleet.spec, fleet.source), placed(spec, source), apps]);
});

/**
 * Hash of everything that is read to lower a site that is a cluster of its own, and to check what comes of it, but for the
 * program: what its region shares, its zone without the other sites, and the site. Where something was written counts too,
 * since findings tell it. Undefined for a site whose servers are nodes of another cluster: its runtime is asked for all
 * nodes of that cluster at once.
 */
export function siteKey({ region, zone, spec, source, manifests, allocation }: Site): string | undefined {
  if (spec.kind !== "cluster") return undefined;
  const shared = zoneKey(zone);
  return regionKey(region) === undefined || shared === undefined
    ? undefined
    : hashOf([regionKey(region), shared, placed(spec, source), manifests, allocation ?? null]);
}

const zoneKey = memoizeByIdentity(({ spec, source }: Zone): string | undefined => hashOf(placed(spec, source)));

/** Files of a program have no places. */
const placed = (spec: object, source: object | undefined) => [spec, source ?? null];

function hashOf(value: unknown): string | undefined {
  const text = exactText(value);
  return text === undefined ? undefined : hash("sha256", text);
}
