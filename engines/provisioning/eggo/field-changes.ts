/** What another value of a site's field does to a cluster of eggo. */

import { type FieldChangeTable, type FieldFacts, fieldCases } from "../../../constructs/site-fields.ts";
import { clusterNetwork, reportsTo, unused } from "../field-facts.ts";

const EGGO = "eggo cb51e25";

const newServer = (source: string): FieldFacts => ({
  mayChange: false,
  effect: "refused",
  remedy: "remove the host, publish, and once it is out of the cluster add it with a later change",
  source,
});

const newControlPlane: FieldFacts = {
  mayChange: false,
  effect: "refused",
  remedy: "make a new site with as many control planes and move the apps; retire this one",
  source: `${EGGO} cmd/delete.go refuses the first master, cmd/join.go tells the load balancer of no new one`,
};

export const eggoFieldChanges: FieldChangeTable = {
  "network.pods": clusterNetwork,
  "network.services": clusterNetwork,
  "network.vip": {
    mayChange: false,
    effect: "refused",
    remedy: "make a new site with the other address: it is in every certificate and kubeconfig of this one",
    source: `${EGGO} pkg/clusterdeployment/binary: certificates are made once, and no command changes the endpoint`,
  },
  "control-planes": newControlPlane,
  "hub.endpoint": fieldCases(
    {
      "another one": reportsTo,
      "with a hub and without one": {
        mayChange: false,
        effect: "refused",
        remedy:
          "make a new site with the new way in and move the apps: what eggo knows of this cluster lies where the Job has run, and another Job would find a cluster that it does not know",
        source: `${EGGO} cmd/deploy.go checkClusterExist: clusters are known by a folder of the machine`,
      },
    },
    ({ before, after }) => (before === undefined || after === undefined ? "with a hub and without one" : "another one"),
  ),
  machineId: fieldCases(
    {
      "of a control plane": newControlPlane,
      "of a worker": {
        mayChange: true,
        effect: "reinstalls",
        remedy: "the new server needs its system and answers by SSH; it joins in place of the old one once it does",
        source: `${EGGO} cmd/join.go`,
      },
    },
    ({ site, host }) => (site.controlPlanes.some(({ name }) => name === host) ? "of a control plane" : "of a worker"),
  ),
  name: newServer(`${EGGO} systemdservices.go: the kubelet is started under the name once`),
  role: newServer(`${EGGO} cmd/join.go: a role is given when a server joins`),
  address: newServer(`${EGGO} cmd/join.go: servers are known by their addresses`),
  mac: unused,
  bmc: unused,
  added: {
    mayChange: true,
    effect: "no restart",
    remedy: "eggo looks at the server, and joins it as a worker when it is bare",
    source: `${EGGO} cmd/join.go`,
  },
  // A control plane that goes is told by their number.
  removed: {
    mayChange: true,
    effect: "drains",
    remedy:
      "its pods are moved and eggo takes Kubernetes off it; one that does not answer is taken out of the cluster and keeps its disk as it is",
    source: `${EGGO} cmd/delete.go, pkg/clusterdeployment/binary/cleanupcluster`,
  },
};
