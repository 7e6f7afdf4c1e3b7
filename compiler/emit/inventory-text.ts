import type { Fleet } from "../../constructs/fleet.ts";
import type { Site } from "../../constructs/site.ts";
import { type InventorySite, inventoryVersion } from "../../model/inventory.ts";

/** A file as the inventory lists it. */
export interface InventoryEntry {
  readonly path: string;
  /** Git blob id. */
  readonly id: string;
  readonly construct: string;
}

/** What the inventory says of the sites: all of them, planned ones too. */
export function inventorySites(sites: readonly Site[]): Readonly<Record<string, InventorySite>> {
  const bySite = sites.map(({ name, zone, spec, reference }) => [
    name,
    { zone: zone.name, kind: spec.kind, state: spec.state, profile: reference },
  ]);
  return Object.fromEntries(bySite.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
}

/** .flotilla/inventory.json: sorted, one entry a line, so that a change of one site is a diff of a few lines. */
export function inventoryText(
  fleet: Fleet,
  repository: string,
  sites: Readonly<Record<string, InventorySite>>,
  entries: readonly InventoryEntry[],
): string {
  const siteLines = Object.entries(sites).map(([name, site]) => `    ${JSON.stringify(name)}: ${JSON.stringify(site)}`);
  const fileLines = entries
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, id, construct }) => `    "${path}": {"id":"${id}","construct":"${construct}"}`);
  const head = { version: inventoryVersion, tool: "flotilla", fleet: fleet.spec.name, repository };
  return [
    "{",
    ...Object.entries(head).map(([key, value]) => `  "${key}": ${JSON.stringify(value)},`),
    '  "sites": {',
    siteLines.join(",\n"),
    "  },",
    '  "files": {',
    fileLines.join(",\n"),
    "  }",
    "}",
    "",
  ].join("\n");
}
