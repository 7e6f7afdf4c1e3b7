/** `flotilla list systems`. */

import { systemRows } from "../../compiler/listing/system-rows.ts";
import { json, type Listing, table } from "./listing.ts";

export const listSystems: Listing = {
  text: ({ fleet, selection, scope }) =>
    table(
      ["SYSTEM", "STATE", "PLACEMENT", "APPS", "ZONES", "SITES", "VERSIONS"],
      systemRows(fleet, selection, scope).map(({ system, state, placement, apps, zones, sites, versions }) => [
        system,
        state,
        placement,
        apps.join(","),
        String(zones),
        String(sites),
        versions.map((each) => `${each.version}: ${each.zones}`).join(", ") || "-",
      ]),
    ),
  json: (request) => json(request, "systems", { systems: systemRows(request.fleet, request.selection, request.scope) }),
};
