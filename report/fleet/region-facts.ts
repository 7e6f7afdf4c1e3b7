/** What the page says of a region besides its sites. */

import type { PageContent } from "../../cli/page/page-data.ts";
import { outcomesOf } from "./outcomes.ts";

export interface RegionFacts {
  /** What happens to its hub; absent: nothing. */
  readonly hub?: string;
  /** `hub region-hub@1.0.0, flux, Asia/Shanghai, 10.44.0.0/16` */
  readonly text: string;
}

/** By the name of the region; a region that a change takes away has none. */
export function regionFacts({ map, plan }: PageContent): ReadonlyMap<string, RegionFacts> {
  const outcomes = outcomesOf(plan?.clusters ?? [], plan?.classes ?? []);
  return new Map(
    map.regions.map(({ name, hub, delivery, timezone, supernets }) => {
      const outcome = outcomes.get(`${map.fleet}/${name}/hub`);
      const text = [hub ? `hub ${hub}` : "no hub", delivery, timezone, ...supernets].join(", ");
      return [name, { text, ...(outcome && { hub: outcome }) }];
    }),
  );
}
