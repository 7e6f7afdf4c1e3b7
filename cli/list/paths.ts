/** `flotilla list paths`: who reaches whom, and which line makes it so. */

import { engineFacts } from "../../compiler/engine-facts.ts";
import { fastLines } from "../../compiler/load/fast-lines.ts";
import { endText } from "../../compiler/reach/end-text.ts";
import { type PathRow, pathRows } from "../../compiler/reach/path-rows.ts";
import { pathsIn } from "../../compiler/reach/path-scope.ts";
import { firstNames } from "../../model/first-names.ts";
import { fleetPaths, silentSites } from "../../policies/net/paths/fleet-paths.ts";
import { json, type Listing, type ListRequest, table } from "./listing.ts";

export function listedPaths({ fleet, selection, scope, engines, textOf }: ListRequest): readonly PathRow[] {
  const all = fleetPaths(fleet, engineFacts(engines));
  return pathRows(all, pathsIn(all, selection, scope), fastLines(textOf));
}

const NAMES = 2;

export const listPaths: Listing = {
  text: (request) =>
    table(
      ["FROM", "TO", "PORTS", "PURPOSE", "SOURCE"],
      listedPaths(request).map(({ from, to, places = [], ports, purpose, via, file = "-", lines = [] }) => [
        endText(from, places, NAMES),
        endText(to, places, NAMES),
        ports.join(",") || "any",
        via === undefined ? purpose : `${purpose}, by the proxy ${via}`,
        lines.length > 0 ? `${file}:${firstNames(lines.map(String), NAMES)}` : file,
      ]),
    ),
  json: (request) =>
    json(request, "paths", {
      paths: listedPaths(request),
      /** Engines of a fleet's own that do not say what they speak: of these sites more is said than stands here. */
      unknown: silentSites(request.fleet, engineFacts(request.engines)).map(({ path }) => path),
    }),
};
