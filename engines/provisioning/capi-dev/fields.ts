/** What becomes of each field at a site without hardware. */

import { type FieldTable, notYet } from "../../site-fields.ts";
import { existingFields } from "../existing/fields.ts";

/** Machines in memory or in containers have no hardware that a file could describe. */
export const capiDevFields: FieldTable = {
  ...existingFields,
  "hosts.labels": notYet("leave the labels out"),
  "hosts.taints": notYet("leave the taints out"),
};
