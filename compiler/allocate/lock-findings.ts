/** What is wrong between the sites of a region, its plan and its address lock. Nothing is found where nothing is to be done. */

import type { Diagnostic } from "../../model/diagnostic.ts";
import { firstNames } from "../../model/first-names.ts";
import type { SiteFile } from "../../model/zone-file.ts";
import { type AddressPlaces, addressFinding, allocateCommand, lineOf, networkOf } from "./address-places.ts";
import { clashingHosts, type LineClash, lineClashes, type RankedLine } from "./line-clashes.ts";
import { missingFindings } from "./missing-findings.ts";
import { outsidePlan } from "./outside-plan.ts";
import { cutFields, type RegionAddresses, rankedLines } from "./region-addresses.ts";
import { isAllocated, needsOf, surplusParts } from "./site-needs.ts";

export function lockFindings(addresses: RegionAddresses, places: AddressPlaces): readonly Diagnostic[] {
  const { plan, sites, lines } = addresses;
  const allocated = sites.filter(isAllocated);
  const names = new Set(allocated.map(({ name }) => name));
  const gone = [...lines.keys()].filter((name) => !names.has(name)).map((name) => goneLine(name, places));
  if (!plan) return [...(allocated.length > 0 ? [withoutPlan(allocated, places)] : []), ...gone];
  const ranked = rankedLines(addresses);
  return [
    ...missingFindings(plan, allocated, addresses, places),
    ...allocated.flatMap((site) => {
      const line = lines.get(site.name);
      return line ? surplusParts(needsOf(site, plan), line).map((steps) => surplus(site, steps, places)) : [];
    }),
    ...gone,
    ...lineClashes(ranked, cutFields(plan)).map((clash) => clashFinding(clash, places)),
    ...ranked.flatMap((each) => hostClashes(each, places)),
    ...ranked.flatMap(({ site, line }) => outsidePlan(site, line, plan, places)),
  ];
}

function withoutPlan(sites: readonly SiteFile[], places: AddressPlaces): Diagnostic {
  const names = sites.map(({ name }) => name);
  const [first = ""] = names;
  return addressFinding(
    "address/no-plan",
    networkOf(first, places),
    `${firstNames(names)} with network: auto, and ${places.region} has no plan to take one from`,
    `add network.plan to ${places.plan}, like { nodes: 10.44.128.0/17, size: 26 }, or state nodes`,
  );
}

function goneLine(name: string, places: AddressPlaces): Diagnostic {
  return addressFinding(
    "address/gone",
    { ...lineOf(places, name), key: true },
    `${name}: no site of ${places.region} takes its network from the plan by this name, so nobody uses this line`,
    `${allocateCommand(places)} takes it out`,
  );
}

function surplus({ name }: SiteFile, steps: readonly string[], places: AddressPlaces): Diagnostic {
  return addressFinding(
    "address/gone",
    { ...lineOf(places, name, ...steps), key: true },
    `${name}: ${steps.at(-1)} is given here, and the site takes none from the plan for it`,
    `${allocateCommand(places)} takes it out`,
  );
}

function clashFinding({ field, site, holder, text }: LineClash, places: AddressPlaces): Diagnostic {
  const words = field === "vlan" ? `VLAN ${text}` : `${field} ${text}`;
  return addressFinding(
    "address/clash",
    lineOf(places, site.site, field),
    `${words} of ${site.site} is that of ${holder.site} too, or overlaps it, expected one of its own`,
    site.rank === 2
      ? `${allocateCommand(places)} gives ${site.site} another one: it is planned, and nothing of it is written`
      : `${allocateCommand(places, ` --move ${site.site}`)}, or move the one of the two that is not published yet; --base REV finds out which`,
  );
}

function hostClashes({ site, line, rank }: RankedLine, places: AddressPlaces): readonly Diagnostic[] {
  return clashingHosts(line).map((host) =>
    addressFinding(
      "address/clash",
      lineOf(places, site, "hosts", host),
      `${[line.hosts[host]].flat().join(", ")} of ${host} is another address of ${site} too, expected one of its own`,
      rank === 2
        ? `${allocateCommand(places)} gives it another one: the site is planned`
        : `${allocateCommand(places, ` --move ${host}`)}, or move the one of the two that is not published yet; --base REV finds out which`,
    ),
  );
}
