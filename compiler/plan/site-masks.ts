/** The masks of every place of one repository, made when they are asked for. */

import type { Inventory } from "../../model/inventory.ts";
import { hubDelivery, siteReconciler, splitPath } from "../../model/layout.ts";
import { type Mask, maskOfRegion, masksOf, type SiteIdentity } from "./own-values.ts";
import type { SiteMove } from "./site-moves.ts";
import { type PlanUnit, unitOf } from "./unit.ts";

type Masks = readonly [before: Mask, after: Mask];

/** What is known of the sites of one side. */
export interface SitesOfSide {
  readonly sites: Inventory["sites"];
  /** Networks of the nodes of a site, where more is known than the inventory says. */
  readonly nodesOf?: ((site: string) => readonly string[] | undefined) | undefined;
}

export class SiteMasks {
  readonly #region: string;
  readonly #before: SitesOfSide;
  readonly #after: SitesOfSide;
  /** By the name of the site after the change. */
  readonly #moves: ReadonlyMap<string, SiteMove>;
  readonly #known = new Map<string, Masks>();
  readonly #others: Masks;
  readonly #reconcilers: ReadonlyMap<string, string>;

  constructor(region: string, before: SitesOfSide, after: SitesOfSide, moves: ReadonlyMap<string, SiteMove>) {
    this.#region = region;
    this.#before = before;
    this.#after = after;
    this.#moves = moves;
    const mask = maskOfRegion(region);
    this.#others = [mask, mask];
    this.#reconcilers = new Map(
      [...Object.keys(before.sites), ...Object.keys(after.sites)].map((name) => [siteReconciler(name), name]),
    );
  }

  /** The unit of a file: the reconciler of a site on its hub is counted as the site's. */
  unitOf(path: string, construct: string): PlanUnit {
    const { folder, file } = splitPath(path);
    if (folder !== hubDelivery) return unitOf(construct);
    const name = this.#reconcilers.get(file.slice(file.lastIndexOf("_") + 1).replace(/\.yaml$/, ""));
    const site = name === undefined ? undefined : (this.#after.sites[name] ?? this.#before.sites[name]);
    const region = construct.split("/").slice(0, 2).join("/");
    return site ? { kind: "site", path: `${region}/${site.zone}/${name}` } : unitOf(construct);
  }

  of({ kind, path }: PlanUnit): Masks {
    if (kind !== "site") return this.#others;
    const known = this.#known.get(path);
    if (known) return known;
    const made = this.#make(path.slice(path.lastIndexOf("/") + 1));
    this.#known.set(path, made);
    return made;
  }

  #make(name: string): Masks {
    const move = this.#moves.get(name);
    const old = identity(this.#region, move?.from.name ?? name, this.#before);
    const now = identity(this.#region, name, this.#after);
    const one = old ?? now;
    return one ? masksOf(old ?? one, now ?? one) : this.#others;
  }
}

function identity(region: string, name: string, { sites, nodesOf }: SitesOfSide): SiteIdentity | undefined {
  const site = sites[name];
  return site && { name, region, site, nodes: nodesOf?.(name) };
}
