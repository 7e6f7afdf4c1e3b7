/** `flotilla list isolation`: which apps of a site may speak to which, by the NetworkPolicies that it gets. */

import { eachUnit } from "../../compiler/each-unit.ts";
import { sitesIn } from "../../compiler/listing/scope.ts";
import { type SiteIsolation, siteIsolation } from "../../compiler/reach/site-isolation.ts";
import { json, type Listing, type ListRequest, table } from "./listing.ts";

interface Row extends SiteIsolation {
  /** Construct path. */
  readonly site: string;
}

/** Sites that are nodes of a hub have no policies of their own, and stay out. */
export function listedIsolation({ fleet, selection, scope, engines }: ListRequest): readonly Row[] {
  const asked = new Set(sitesIn(selection, scope).map(({ path }) => path));
  const regions = selection.regions.filter(({ sites }) => sites.some(({ path }) => asked.has(path)));
  const namespaces = new Set(fleet.spec.tenants.flatMap((tenant) => tenant.namespaces));
  const rows: Row[] = [];
  eachUnit({ fleet, selection: { regions, centre: false }, engines }, (unit) => {
    if (!asked.has(unit.construct) || unit.siteFolders.length === 0) return;
    const objects = unit.siteFolders.flatMap((folder) => folder.objects);
    rows.push({ site: unit.construct, ...siteIsolation(objects, namespaces) });
  });
  return rows;
}

const portText = (ports: "any" | readonly string[]): string => (ports === "any" ? ports : ports.join(","));

export const listIsolation: Listing = {
  text: (request) =>
    table(
      ["SITE", "FROM", "TO", "PORTS"],
      listedIsolation(request).flatMap(({ site, pairs, ranges }) => [
        ...pairs.map(({ from, to, ports }) => [site, from, to, portText(ports)]),
        ...Object.entries(ranges).flatMap(([from, list]) =>
          list.map((range) => [site, from, ...range.split(/: (?=[^:]*$)/)]),
        ),
      ]),
    ),
  json: (request) => json(request, "isolation", { sites: listedIsolation(request) }),
};
