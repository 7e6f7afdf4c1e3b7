/** What another value of a site's field does to servers of Kairos with K3s. */

import {
  type FieldChangeTable,
  type FieldFacts,
  type FieldValues,
  fieldCases,
} from "../../../constructs/site-fields.ts";
import type { ByHandStep } from "../../../model/by-hand.ts";
import { deleteNode, drainNode } from "../../node-steps.ts";
import { clusterNetwork, reportsTo, unused } from "../field-facts.ts";

const INSTALLATION = "kairos.io/docs/reference/configuration: the cloud-config counts at installation";

/** K3s takes the member of etcd and the password of the node away with the Node (k3s issues 802, 6054, 10408). */
const deleteOldNode = (when: ByHandStep["when"], { site, host = "" }: FieldValues): ByHandStep =>
  deleteNode(when, `cluster ${site.name}`, host, "K3s gives up its place in etcd and its password with it");

const install = ({ site, host = "" }: FieldValues): ByHandStep => ({
  when: "after publishing",
  at: `server ${host}`,
  what: `Install it from the Kairos medium; it fetches its own file by its machine id${oldMember(site, host)}`,
});

/** A disk that holds something is never formatted, and what it holds of etcd is a member that the cluster has let go. */
function oldMember({ hosts }: FieldValues["site"], name: string): string {
  const disk = hosts.find((host) => host.name === name)?.spec.disks?.find(({ purpose }) => purpose === "etcd");
  return disk ? `. Before, empty its disk for etcd: \`wipefs --all ${String(disk.device)}\`` : "";
}

const members: FieldFacts = {
  mayChange: true,
  effect: "no restart",
  remedy: "members of etcd come and go one at a time",
  source: "docs.k3s.io, High Availability Embedded etcd",
};

const quorum: FieldFacts = {
  mayChange: false,
  effect: "refused",
  remedy:
    "take the servers out of the living cluster one after another (`kubectl delete node NAME`, and `kubectl get nodes` in between), then remove them under an exemption",
  source: "k3s issue 4648: etcd counts every member until its node is deleted; of three, two gone are the majority",
};

const replaced: FieldFacts = {
  mayChange: true,
  effect: "reinstalls",
  remedy: "the new server joins under the name of the old one, whose node must be gone first",
  source: "k3s issues 802, 6054, 10408: node password rejected, duplicate node name found",
  steps: (change) => [deleteOldNode("before publishing", change), install(change)],
};

/** Its disk is the cluster. */
const founder: FieldFacts = {
  mayChange: false,
  effect: "reinstalls",
  remedy: "restore the server from its backup under its old machine id, or make a new site and retire this one",
  source: "k3s pkg/cluster/bootstrap.go: a server without another to join makes a new cluster",
};

export const kairosFieldChanges: FieldChangeTable = {
  "network.pods": clusterNetwork,
  "network.services": clusterNetwork,
  "network.vip": {
    mayChange: false,
    effect: "at installation",
    remedy:
      "make a new site with the other address; installed servers keep the old one in their files and certificates",
    source: `${INSTALLATION}; k3s --tls-san and --server are in it`,
  },
  "control-planes": fieldCases({ "a majority stays": members, "the majority goes": quorum }, ({ before, after }) =>
    Number(after) > Number(before) / 2 ? "a majority stays" : "the majority goes",
  ),
  "hub.endpoint": reportsTo,
  machineId: fieldCases({ "the only control plane": founder, "any other server": replaced }, ({ site, host }) =>
    isLoneControlPlane(site, host) ? "the only control plane" : "any other server",
  ),
  name: {
    mayChange: false,
    effect: "at installation",
    remedy: "keep the name; or remove the host, publish, and add it under the other name as a server to install",
    source: `${INSTALLATION}; the server keeps the old name as a node`,
  },
  role: {
    mayChange: false,
    effect: "at installation",
    remedy:
      "replace the server: remove the host, publish, delete its node, add it in the other role under another name",
    source: `${INSTALLATION}; k3s and k3s-agent are different services`,
  },
  address: {
    mayChange: false,
    effect: "at installation",
    remedy:
      "replace the server: remove the host, publish, delete its node, add it with the other address under another name",
    source: `${INSTALLATION}; etcd knows its members by their addresses`,
  },
  mac: {
    mayChange: true,
    effect: "at installation",
    remedy: "a server that is installed finds its interface by the old MAC until it is installed again",
    source: INSTALLATION,
    steps: (change) => [
      {
        when: "after publishing",
        at: `server ${change.host}`,
        what: "After another network card was put in, install the server again, or it stays without network",
      },
    ],
  },
  bmc: unused,
  added: {
    mayChange: true,
    effect: "no restart",
    remedy: "the server joins when it is installed",
    source: INSTALLATION,
    steps: (change) => [install(change)],
  },
  removed: {
    mayChange: true,
    effect: "drains",
    remedy: "nothing takes the server out of its cluster by itself",
    source: "Kairos has no controller outside of the server",
    steps: (change) => [
      drainNode(`cluster ${change.site.name}`, change.host ?? ""),
      { when: "after publishing", at: `server ${change.host}`, what: "Switch it off" },
      deleteOldNode("after publishing", change),
    ],
  },
};

function isLoneControlPlane({ controlPlanes }: FieldValues["site"], name: string | undefined): boolean {
  return controlPlanes.length === 1 && controlPlanes[0]?.name === name;
}
