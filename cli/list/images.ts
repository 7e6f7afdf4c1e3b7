/** `flotilla list images`: all that a mirror must hold, as a table, as JSON, or as a script that copies it. */

import { eachFile } from "../../compiler/each-unit.ts";
import { type MirrorItem, MirrorList } from "../../compiler/mirror/mirror-list.ts";
import { copyScript } from "./copy-script.ts";
import { json, type Listing, type ListRequest, table } from "./listing.ts";

/** No rule runs: a mirror is filled before the fleet is right in all. */
function itemsOf({ selection, fleet, scope, engines }: ListRequest): readonly MirrorItem[] {
  const list = new MirrorList(fleet, scope, engines);
  eachFile({ fleet, selection, engines }, (file) => list.add(file));
  return list.finish();
}

export const listImages: Listing = {
  text: (request) =>
    table(
      ["TYPE", "REFERENCE", "ARCHITECTURES", "PLACES"],
      itemsOf(request).map(({ type, reference, architectures, places }) => [
        type,
        reference,
        architectures.join(",") || "-",
        String(places),
      ]),
    ),
  json: (request) =>
    json(request, "images", {
      items: itemsOf(request).map(({ digest, ...rest }) => ({ ...rest, digest: digest ?? null })),
    }),
  script: (request) => copyScript(request.fleet.registries, itemsOf(request)),
};
