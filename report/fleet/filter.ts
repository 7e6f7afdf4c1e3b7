/** Which sites somebody asked to see. */

import { type DimensionName, dimensions } from "./colouring.ts";
import type { SiteEntry } from "./sites.ts";

export interface SiteFilter {
  /** Words that must all be there, in any order. */
  readonly text: string;
  readonly region?: string | undefined;
  /** `<region>/<zone>` */
  readonly zone?: string | undefined;
  /** Id of a class of equal changes. */
  readonly class?: string | undefined;
  /** Construct paths below which it must lie, such as those of an agreement. */
  readonly among?: { readonly title: string; readonly paths: ReadonlySet<string> } | undefined;
  /** Values of the dimension; empty: any. */
  readonly categories: ReadonlySet<string>;
  readonly dimension: DimensionName;
}

export function matching(entries: readonly SiteEntry[], filter: SiteFilter): readonly SiteEntry[] {
  const { region, zone, class: id, among, categories, dimension } = filter;
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const { of } = dimensions[dimension];
  return entries.filter(
    (entry) =>
      (region === undefined || entry.region === region) &&
      (zone === undefined || `${entry.region}/${entry.zone}` === zone) &&
      (id === undefined || entry.classes.includes(id)) &&
      (among === undefined || among.paths.has(entry.path)) &&
      (categories.size === 0 || categories.has(of(entry))) &&
      words.every((word) => entry.searched.includes(word)),
  );
}
