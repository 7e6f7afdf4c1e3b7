/** What of a region's plan is free, number by number. */

import type { AddressLine } from "../../model/address-lock-file.ts";
import { type CutRange, networksAt, numbersIn } from "../../model/cut-range.ts";
import { FreeNumbers } from "../../model/free-numbers.ts";
import { nameHash } from "../../model/name-hash.ts";
import { parseCidr } from "../../model/network.ts";
import type { NetworkPlanSpec } from "../../model/network-plan-file.ts";
import { cutOf, plannedNodes, vlanCount } from "../../model/planned-network.ts";
import type { SiteFile } from "../../model/zone-file.ts";
import { statedVlans } from "./site-needs.ts";

type NetworkField = "nodes" | "pods" | "services";

/** Free networks and VLANs; what is taken from it stays taken for this run. */
export class AddressPools {
  readonly #ranges: ReadonlyMap<NetworkField, { readonly range: CutRange; readonly free: FreeNumbers }>;
  readonly #vlans: FreeNumbers;
  readonly #firstVlan: number;

  /** @param lines all of them: a range of a site that has just gone is free from the next run on */
  constructor(plan: NetworkPlanSpec, sites: readonly SiteFile[], lines: readonly AddressLine[]) {
    const cuts = [
      ["nodes", plannedNodes(plan)],
      ["pods", cutOf(plan.pods)],
      ["services", cutOf(plan.services)],
    ] as const;
    const taken = [...sites.map(({ network }) => network), ...lines];
    this.#ranges = new Map(
      cuts.flatMap(([field, range]) => {
        if (!range) return [];
        const networks = taken.flatMap((each) => [each[field] ?? []].flat()).flatMap((text) => parseCidr(text) ?? []);
        const free = new FreeNumbers(
          range.count,
          networks.map((network) => numbersIn(range, network)),
        );
        return [[field, { range, free }] as const];
      }),
    );
    this.#firstVlan = plan.vlans?.from ?? 0;
    const vlans = [...sites.flatMap(statedVlans), ...lines.flatMap(({ vlan }) => vlan ?? [])];
    const count = vlanCount(plan);
    const numbers = vlans.map((id) => id - this.#firstVlan).filter((number) => number >= 0 && number < count);
    this.#vlans = new FreeNumbers(
      count,
      numbers.map((number) => ({ first: number, last: number })),
    );
  }

  /** Networks, one a family; undefined when none is left, or the plan cuts none out. */
  takeNetworks(field: NetworkField, site: string): readonly string[] | undefined {
    const { range, free } = this.#ranges.get(field) ?? {};
    const number = range && free && takeFrom(free, site);
    return number === undefined ? undefined : networksAt(range as CutRange, number);
  }

  /** How many there are in all. */
  countOf(part: string): number {
    return this.#freeOf(part)?.count ?? 0;
  }

  #freeOf(part: string): FreeNumbers | undefined {
    return part === "vlan" ? this.#vlans : this.#ranges.get(part as NetworkField)?.free;
  }

  takeVlan(site: string): number | undefined {
    const number = takeFrom(this.#vlans, site);
    return number === undefined ? undefined : this.#firstVlan + number;
  }
}

/** From the place that the name leads to: so two branches that add different sites rarely take the same. */
function takeFrom(free: FreeNumbers, name: string): number | undefined {
  if (free.count === 0) return undefined;
  const number = free.firstFree(nameHash(name) % free.count);
  if (number !== undefined) free.take({ first: number, last: number });
  return number;
}
