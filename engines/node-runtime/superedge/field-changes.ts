/** What another value of a site's field does to servers that are nodes of the hub by SuperEdge. */

import type { FieldChangeTable, FieldFacts, FieldValues } from "../../../constructs/site-fields.ts";
import type { ByHandStep } from "../../../model/by-hand.ts";
import { operatorPath } from "../../../model/layout.ts";
import { deleteNode, drainNode } from "../../node-steps.ts";
import { JOIN_TASK } from "./join.ts";

const none: FieldFacts = {
  mayChange: true,
  effect: "no restart",
  remedy: "nothing at an edge node reads it",
  source: "the engine's own output",
};

const hubOf = ({ site }: FieldValues) => `hub ${site.region.name}`;

const reset = ({ host = "" }: FieldValues, when: ByHandStep["when"]): ByHandStep => ({
  when,
  at: `server ${host}`,
  what: "Take the kubelet and the cache of the API server off it",
  command: "kubeadm reset --force && rm -rf /etc/kubernetes/edge /var/lib/lite-apiserver",
});

const deleteOldNode = (change: FieldValues, when: ByHandStep["when"]): ByHandStep =>
  deleteNode(when, hubOf(change), change.host ?? "");

/** The script passes over servers that have joined. */
const join = ({ site, host = "" }: FieldValues): ByHandStep => ({
  when: "after publishing",
  at: `operator's machine of zone ${site.zone.name}`,
  what: `Join ${host}`,
  command: `sh ${operatorPath(JOIN_TASK, `${site.zone.name}.sh`)} ${host}`,
});

const KUBEADM = "kubernetes v1.32 cmd/kubeadm/app/cmd/join.go: kubeadm join writes it once";

export const superEdgeFieldChanges: FieldChangeTable = {
  "network.pods": none,
  "network.services": none,
  "network.vip": none,
  "control-planes": none,
  "hub.endpoint": {
    mayChange: false,
    effect: "at installation",
    remedy:
      "keep the name and let it point at the new address; lite-apiserver looks for it as long as the server lives",
    source: KUBEADM,
  },
  machineId: {
    mayChange: true,
    effect: "reinstalls",
    remedy: "the new server joins under the name of the old one, whose node must be gone first",
    source: KUBEADM,
    steps: (change) => [deleteOldNode(change, "before publishing"), join(change)],
  },
  name: {
    mayChange: false,
    effect: "at installation",
    remedy: "keep the name; or remove the host, publish, and add it under the other name as a server that joins",
    source: KUBEADM,
  },
  role: none,
  address: {
    mayChange: true,
    effect: "at installation",
    remedy: "the node tells the old address until it has joined again",
    source: KUBEADM,
    steps: (change) => [reset(change, "before publishing"), deleteOldNode(change, "before publishing"), join(change)],
  },
  mac: none,
  bmc: none,
  added: {
    mayChange: true,
    effect: "no restart",
    remedy: "the server is a node once it has joined",
    source: KUBEADM,
    steps: (change) => [join(change)],
  },
  removed: {
    mayChange: true,
    effect: "drains",
    remedy: "nothing takes the server out of its cluster by itself",
    source: KUBEADM,
    steps: (change) => [
      drainNode(hubOf(change), change.host ?? ""),
      reset(change, "after publishing"),
      deleteOldNode(change, "after publishing"),
    ],
  },
};
