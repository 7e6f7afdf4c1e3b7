/** What another delivery engine of a region does to its living clusters. */

import type { FieldFacts } from "../../constructs/site-fields.ts";

export const deliveryField: FieldFacts = {
  mayChange: false,
  effect: "unknown",
  remedy:
    "move one cluster at a time by hand: suspend the old agent, install the new one with the first objects of the new folder, remove the old one; then exempt the region for a few days and publish",
  source: "both agents would own the same objects, and the root of the old one prunes the old one itself",
};
