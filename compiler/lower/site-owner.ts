import type { Site } from "../../constructs/site.ts";
import { type Owner, profileLabel } from "./folder-maker.ts";

/** Whose files those of a site are. */
export function ownerOf(site: Site): Owner {
  return {
    construct: site.path,
    labels: {
      fleet: site.facts.name,
      region: site.region.name,
      zone: site.zone.name,
      site: site.name,
      profile: profileLabel(site.reference),
    },
  };
}
