/** `flotilla list sites`. */

import { siteRows } from "../../compiler/listing/site-rows.ts";
import { json, type Listing, table } from "./listing.ts";

export const listSites: Listing = {
  text: ({ selection, scope }) =>
    table(
      ["SITE", "REGION", "ZONE", "KIND", "STATE", "RING", "PROFILE", "SERVERS"],
      siteRows(selection, scope).map((row) => Object.values(row).map(String)),
    ),
  json: (request) => json(request, "sites", { sites: siteRows(request.selection, request.scope) }),
};
