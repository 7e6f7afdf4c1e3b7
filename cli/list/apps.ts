/** `flotilla list apps`. */

import { appRows } from "../../compiler/listing/app-rows.ts";
import { json, type Listing, table } from "./listing.ts";

export const listApps: Listing = {
  text: ({ fleet, selection, scope }) =>
    table(
      ["APP", "KIND", "STATE", "PLACEMENT", "SITES", "IMAGE"],
      appRows(fleet, selection, scope).map(({ app, kind, state, placement, federated, sites, image }) => [
        app,
        kind,
        state,
        federated ? `${placement}, from the centre` : placement,
        String(sites),
        image.replace(/@sha256:.*/, ""),
      ]),
    ),
  json: (request) => json(request, "apps", { apps: appRows(request.fleet, request.selection, request.scope) }),
};
