/** The units of a repository, each of which is one Pulumi resource. */

import type { Inventory } from "../model/inventory.ts";
import { siteOf } from "../model/layout.ts";

/** Whose content is cut into units. */
export type UnitScope = Pick<Inventory, "fleet" | "repository" | "sites">;

/**
 * The units of one repository, each of which is one Pulumi resource: `<zone>/<site>` for a site, `hub`, or `centre`.
 * Every file of the owned part belongs to exactly one of them.
 */
export interface Units {
  /** Unit of a file by its construct: the site's own, or that of one of its hosts. */
  readonly ofConstruct: (construct: string) => string;
  /** Unit of a file that no inventory lists, by the folder it lies in. */
  readonly ofPath: (path: string) => string;
}

export function unitsOf({ fleet, repository, sites }: UnitScope): Units {
  const rest = repository === "centre" ? "centre" : "hub";
  const names = new Set(Object.entries(sites).map(([name, { zone }]) => `${zone}/${name}`));
  const start = `${fleet}/${repository}/`;
  return {
    ofConstruct: (construct) => {
      if (!construct.startsWith(start)) return rest;
      const name = construct.slice(start.length).split("/", 2).join("/");
      return names.has(name) ? name : rest;
    },
    ofPath: (path) => {
      const site = siteOf(path);
      const name = site && `${site.zone}/${site.site}`;
      return name !== undefined && names.has(name) ? name : rest;
    },
  };
}

/** Construct path of a unit. */
export function constructOf({ fleet, repository }: Pick<UnitScope, "fleet" | "repository">, unit: string): string {
  return repository === "centre" ? `${fleet}/${unit}` : `${fleet}/${repository}/${unit}`;
}
