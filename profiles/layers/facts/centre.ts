/** The facts of the centre. */

import type { Centre } from "../../../constructs/centre.ts";
import { defineLayer } from "../../../constructs/profile.ts";
import { addFacts, type Facts } from "./config-map.ts";

export const centreFacts = defineLayer({
  name: "facts",
  category: "kubernetes",
  inputs: (centre: Centre): Facts => ({ fleet: centre.facts.name, region: "", zone: "", site: "centre" }),
  render: addFacts,
});
