/** Constructs in the words of whoever reviews: sites, hubs, the centre, zones. */

import { plural } from "../../pipeline/report/text.ts";

type Kind = "site" | "hub" | "zone" | "region" | "centre";

/** `12 sites, 2 hubs, the centre`. A server counts as its site. */
export function placesText(constructs: readonly string[]): string {
  const places = Map.groupBy(new Set(constructs.map((path) => path.split("/").slice(0, 4).join("/"))), kindOf);
  const count = (kind: Kind) => {
    const own = places.get(kind);
    return own === undefined ? [] : [plural(own.length, kind)];
  };
  return [
    ...count("site"),
    ...count("hub"),
    ...(places.has("centre") ? ["the centre"] : []),
    ...count("zone"),
    ...count("region"),
  ].join(", ");
}

function kindOf(path: string): Kind {
  const [, region, zone, site] = path.split("/");
  if (site !== undefined) return "site";
  if (zone !== undefined) return zone === "hub" ? "hub" : "zone";
  return region === "centre" ? "centre" : "region";
}
