/** What another value of a profile's parameter does to a living site. */

import type { FieldRule } from "../../constructs/site-fields.ts";

export const parameterFacts: Readonly<Record<string, FieldRule>> = {
  storageEngine: {
    mayChange: false,
    effect: "refused",
    remedy: "make a new site with the other engine and move the data; retire this one",
    source: "layers local-path and longhorn exclude each other: the old provisioner goes from under living volumes",
  },
};
