import { defineLayer } from "../../../constructs/profile.ts";
import type { Site } from "../../../constructs/site.ts";
import { addFacts, type Facts } from "./config-map.ts";

/** The only layer of a site that differs from each site to the next, so it holds nothing else. */
export const siteFacts = defineLayer({
  name: "facts",
  category: "kubernetes",
  inputs: (site: Site): Facts => ({
    fleet: site.facts.name,
    region: site.region.name,
    zone: site.zone.name,
    site: site.name,
  }),
  render: addFacts,
});
