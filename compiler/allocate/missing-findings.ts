/** What sites leave to the plan and no line gives yet, and what the plan has no room for. */

import type { Diagnostic } from "../../model/diagnostic.ts";
import { firstNames } from "../../model/first-names.ts";
import type { NetworkPlanSpec } from "../../model/network-plan-file.ts";
import type { SiteFile } from "../../model/zone-file.ts";
import { type AddressPlaces, addressFinding, allocateCommand, networkOf } from "./address-places.ts";
import { AddressPools } from "./address-pools.ts";
import { allocateLine } from "./allocate-line.ts";
import { type RegionAddresses, takenLines } from "./region-addresses.ts";
import { missingParts, needsOf } from "./site-needs.ts";

/** A site without its line is one fault, whatever else it lacks; so is one that lacks some of it. */
export function missingFindings(
  plan: NetworkPlanSpec,
  allocated: readonly SiteFile[],
  addresses: RegionAddresses,
  places: AddressPlaces,
): readonly Diagnostic[] {
  const { sites, lines } = addresses;
  const lacking = allocated.filter((site) => {
    const line = lines.get(site.name);
    return !line || missingParts(needsOf(site, plan), line).length > 0;
  });
  if (lacking.length === 0) return [];
  const pools = new AddressPools(plan, sites, takenLines(addresses));
  return lacking.map((site) => {
    const [line, needs] = [lines.get(site.name), needsOf(site, plan)];
    const next = allocateLine({ site, needs, plan, kept: line, before: line, pools });
    const [full] = next ? missingParts(needs, next) : ["nodes"];
    if (full !== undefined) return noRoom(site, full, pools, places);
    return notAllocated(site, line && missingParts(needs, line), places);
  });
}

function notAllocated({ name }: SiteFile, missing: readonly string[] | undefined, places: AddressPlaces): Diagnostic {
  const what = missing ? `${firstNames(missing)} of ${name}` : `the network of ${name}`;
  return addressFinding(
    "address/not-allocated",
    networkOf(name, places),
    `${what} ${missing && missing.length > 1 ? "are" : "is"} left to the plan, and ${places.lock} gives none yet`,
    `${allocateCommand(places)}, and commit what it writes`,
  );
}

function noRoom({ name }: SiteFile, part: string, pools: AddressPools, places: AddressPlaces): Diagnostic {
  const count = pools.countOf(part);
  return addressFinding(
    "address/no-room",
    networkOf(name, places),
    count > 0
      ? `no ${part} is left for ${name}: all ${count} of the plan of ${places.region} are taken`
      : `no address is left for ${part} of ${name}: its node network is full`,
    count > 0
      ? `widen network.plan in ${places.plan}: what is given already stays as it is`
      : `state a larger network, or plan larger ones: network.plan.size in ${places.plan}`,
  );
}
