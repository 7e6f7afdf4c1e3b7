/** What becomes of each field at a site without hardware. */

import { type FieldTable, notYet } from "../../site-fields.ts";
import { unmanagedHosts } from "../unmanaged-hosts.ts";

/** Machines in memory or in containers have no hardware that a file could describe; their clusters are made. */
export const capiDevFields: FieldTable = {
  ...unmanagedHosts,
  "two address families": "lowered",
  "IPv6 alone": "lowered",
  "hosts.labels": notYet("leave the labels out"),
  "hosts.taints": notYet("leave the taints out"),
};
