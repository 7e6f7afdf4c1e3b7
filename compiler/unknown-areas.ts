/** Areas of sites/OWNERS.yaml that are not there: whoever should be asked would not be. */

import { profileReferences } from "../constructs/catalogue.ts";
import type { Fleet } from "../constructs/fleet.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { within } from "../model/source.ts";
import { suggest } from "../model/suggest.ts";
import { isProfile } from "./listing/is-profile.ts";

/** @param partial zones of some regions are unknown, so just the fleet, its regions and its profiles can be checked */
export function unknownAreas(fleet: Fleet, partial: boolean): readonly Diagnostic[] {
  const { areas, source } = fleet.owners;
  if (areas.length === 0) return [];
  const constructs = constructsOf(fleet);
  const profiles = profileReferences(fleet.catalogue);
  return areas.flatMap(({ construct, profile }, index): readonly Diagnostic[] => {
    const key = construct === undefined ? "profile" : "construct";
    const found = construct ?? profile ?? "";
    const isUnread = partial && found.split("/").length > 2;
    const isThere = construct === undefined ? profiles.some((each) => isProfile(each, { profile })) : false;
    if (isThere || isUnread || constructs.includes(found)) return [];
    const known = key === "construct" ? constructs : profiles.flatMap((each) => [each, each.replace(/@.*/, "")]);
    const close = suggest(found, known);
    const expected = key === "construct" ? `the path of a construct, like ${fleet.path}` : "the name of a profile";
    return [
      {
        code: "build/unknown-area",
        severity: "error",
        message: `areas.${index}.${key}: found ${found}, expected ${expected}`,
        subjects: [fleet.path],
        ...(source && { at: within(source, "areas", index, key) }),
        hint: close ? `did you mean ${close}?` : "correct it, or remove the area",
      },
    ];
  });
}

function constructsOf({ path, centre, regions }: Fleet): readonly string[] {
  return [
    path,
    centre.path,
    ...regions.flatMap((region) => [
      region.path,
      ...(region.hub ? [region.hub.path] : []),
      ...region.zones.map((zone) => zone.path),
      ...region.sites.map((site) => site.path),
    ]),
  ];
}
