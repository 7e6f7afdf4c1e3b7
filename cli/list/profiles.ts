/** `flotilla list profiles`. */

import { profileRows } from "../../compiler/listing/profile-rows.ts";
import { json, type Listing, table } from "./listing.ts";

export const listProfiles: Listing = {
  text: ({ fleet, selection, scope }) =>
    table(
      ["PROFILE", "FOR", "KUBERNETES", "ENGINE", "PINNED"],
      profileRows(fleet, selection, scope).map((row) => Object.values(row).map(String)),
    ),
  json: (request) =>
    json(request, "profiles", { profiles: profileRows(request.fleet, request.selection, request.scope) }),
};
