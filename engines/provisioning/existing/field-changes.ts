/** What another value of a site's field does to a cluster that somebody else looks after: nobody here can know. */

import type { FieldChangeTable, FieldFacts } from "../../../constructs/site-fields.ts";
import { clusterNetwork, reportsTo, unused } from "../field-facts.ts";

const elsewhere: FieldFacts = {
  mayChange: true,
  effect: "unknown",
  remedy: "Flotilla changes no server of this site: whoever looks after it does, before or after",
  source: "the cluster is there already",
  steps: ({ site, host }) => [
    {
      when: "before publishing",
      at: `cluster ${site.name}`,
      what: host === undefined ? "Change it in the cluster itself first" : `Change ${host} in the cluster itself first`,
    },
  ],
};

export const existingFieldChanges: FieldChangeTable = {
  "network.pods": clusterNetwork,
  "network.services": clusterNetwork,
  "network.vip": elsewhere,
  "control-planes": unused,
  "hub.endpoint": reportsTo,
  machineId: unused,
  name: elsewhere,
  role: elsewhere,
  address: elsewhere,
  mac: unused,
  bmc: unused,
  added: elsewhere,
  removed: elsewhere,
};
