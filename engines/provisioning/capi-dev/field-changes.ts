/** What another value of a site's field does to machines that have no hardware. */

import type { FieldChangeTable } from "../../../constructs/site-fields.ts";
import { clusterNetwork, reportsTo, unused } from "../field-facts.ts";

const members = {
  mayChange: true,
  effect: "replaces nodes",
  remedy: "Cluster API makes and removes machines one at a time",
  source: "cluster-api v1.13 controlplane/kubeadm",
} as const;

export const capiDevFieldChanges: FieldChangeTable = {
  "network.pods": clusterNetwork,
  "network.services": clusterNetwork,
  "network.vip": unused,
  "control-planes": members,
  "hub.endpoint": reportsTo,
  machineId: unused,
  name: unused,
  role: members,
  address: unused,
  mac: unused,
  bmc: unused,
  added: members,
  removed: members,
};
