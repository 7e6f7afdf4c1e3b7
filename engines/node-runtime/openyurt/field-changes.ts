/** What another value of a site's field does to servers that are nodes of OpenYurt. */

import type { FieldChangeTable, FieldFacts, FieldValues } from "../../../constructs/site-fields.ts";
import type { ByHandStep } from "../../../model/by-hand.ts";
import { deleteNode, drainNode } from "../../node-steps.ts";
import { joinScriptPath } from "./join-script.ts";

const none: FieldFacts = {
  mayChange: true,
  effect: "no restart",
  remedy: "nothing at a node of OpenYurt reads it",
  source: "the engine's own output",
};

const KUBEADM = "kubernetes v1.34 cmd/kubeadm/app/cmd/join.go: kubeadm join writes it once";

const parentOf = ({ site }: FieldValues) => (site.parent === "centre" ? "the centre" : `hub ${site.region.name}`);

/** Without its pool yurt-manager takes YurtHub off a node and gives its kubelet back the address of the cluster. */
const leavePool = (change: FieldValues, when: ByHandStep["when"]): ByHandStep => ({
  when,
  at: parentOf(change),
  what: `Take YurtHub off ${change.host}`,
  command: `kubectl label node ${change.host} apps.openyurt.io/nodepool- && kubectl wait node/${change.host} --for='jsonpath={.status.conditions[?(@.type=="YurtNodeConversionFailed")].reason}=Reverted' --timeout=10m`,
});

const reset = ({ host = "" }: FieldValues, when: ByHandStep["when"]): ByHandStep => ({
  when,
  at: `server ${host}`,
  what: "Take Kubernetes off it",
  command: "kubeadm reset --force",
});

const deleteOldNode = (change: FieldValues, when: ByHandStep["when"]): ByHandStep =>
  deleteNode(when, parentOf(change), change.host ?? "");

const join = ({ site, host = "" }: FieldValues): ByHandStep => ({
  when: "after publishing",
  at: `operator's machine of zone ${site.zone.name}`,
  what: `Join ${host}`,
  command: `sh ${joinScriptPath(site.zone)} ${host}`,
});

export const openYurtFieldChanges: FieldChangeTable = {
  "network.pods": none,
  "network.services": none,
  "network.vip": none,
  "control-planes": none,
  "hub.endpoint": {
    mayChange: false,
    effect: "at installation",
    remedy: "keep the name and let it point at the new address; YurtHub looks for it as long as it lives",
    source: "OpenYurt v1.7 pkg/node-servant/convert: the unit of YurtHub takes it from the kubelet once",
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
    steps: (change) => [
      leavePool(change, "before publishing"),
      reset(change, "before publishing"),
      deleteOldNode(change, "before publishing"),
      join(change),
    ],
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
    remedy: "nothing takes the server out of its cluster by itself, and a pool with a node in it cannot be deleted",
    source: KUBEADM,
    steps: (change) => [
      drainNode(parentOf(change), change.host ?? ""),
      leavePool(change, "after publishing"),
      reset(change, "after publishing"),
      deleteOldNode(change, "after publishing"),
    ],
  },
};
