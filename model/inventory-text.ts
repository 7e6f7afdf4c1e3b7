/**
 * The text of .flotilla/inventory.json: sorted, one entry a line, so that a change of one site is a diff of a few
 * lines.
 */

import { type Inventory, type InventoryFile, type InventorySite, inventoryVersion } from "./inventory.ts";

/** A file as the inventory lists it. */
export interface InventoryEntry extends InventoryFile {
  readonly path: string;
}

/**
 * .flotilla/inventory.json: sorted, one entry a line, so that a change of one site is a diff of a few lines.
 *
 * @param entries in any order, no path twice
 */
export function inventoryText(
  { toolVersion, fleet, repository, sites }: Pick<Inventory, "toolVersion" | "fleet" | "repository" | "sites">,
  entries: readonly InventoryEntry[],
): string {
  const head = {
    version: inventoryVersion,
    tool: "flotilla",
    ...(toolVersion !== undefined && { toolVersion }),
    fleet,
    repository,
  };
  const siteLines = Object.keys(sites)
    .sort()
    .map((name) => `    ${JSON.stringify(name)}: ${siteText(sites[name] as InventorySite)}`);
  const quoted = rememberLast(JSON.stringify);
  const fileLines = entries
    .map(({ path, id, construct, kept }) => {
      const end = kept ? ',"kept":true}' : "}";
      return `    ${JSON.stringify(path)}: {"id":"${id}","construct":${quoted(construct)}${end}`;
    })
    .sort();
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

/** Fields in the order of their names, whatever way they came. */
function siteText({ fields, ...site }: InventorySite): string {
  const sorted = fields && Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify({ ...site, ...(sorted && { fields: sorted }) });
}

/** Files of one construct follow each other. */
function rememberLast(make: (text: string) => string): (text: string) => string {
  let last = "";
  let made = make(last);
  return (text) => {
    if (text !== last) made = make(text);
    last = text;
    return made;
  };
}
