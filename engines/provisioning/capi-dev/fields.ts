/** What becomes of each field at a site without hardware. */

import type { FieldTable } from "../../site-fields.ts";
import { unmanagedHosts } from "../unmanaged-hosts.ts";

/** Cluster API makes as many machines as there are hosts of a role; which is which nobody knows. */
const anonymous = {
  cannot: "a machine in memory or in a container is none of the hosts in particular",
  instead: "label the node by hand, or leave it out",
  severity: "warning",
} as const;

/** Machines in memory or in containers have no hardware that a file could describe; their clusters are made. */
export const capiDevFields: FieldTable = {
  ...unmanagedHosts,
  "two address families": "lowered",
  "IPv6 alone": "lowered",
  "hosts.labels": anonymous,
  "hosts.taints": anonymous,
};
