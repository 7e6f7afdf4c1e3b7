import type { Hub } from "../../../constructs/hub.ts";
import { defineLayer } from "../../../constructs/profile.ts";
import { addFacts, type Facts } from "./config-map.ts";

/** A hub stands in no zone; in the place of a site its records carry the word hub. */
export const hubFacts = defineLayer({
  name: "facts",
  category: "kubernetes",
  inputs: (hub: Hub): Facts => ({ fleet: hub.facts.name, region: hub.region.name, zone: "", site: "hub" }),
  render: addFacts,
});
