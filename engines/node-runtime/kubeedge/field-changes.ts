/** What another value of a site's field does to servers that are nodes of the hub. */

import type { FieldChangeTable, FieldFacts, FieldValues } from "../../../constructs/site-fields.ts";
import type { ByHandStep } from "../../../model/by-hand.ts";
import { operatorPath } from "../../../model/layout.ts";
import { deleteNode, drainNode } from "../../node-steps.ts";
import { BATCH_TASK, batchCommand, TOKEN_COMMAND } from "./keadm-batch.ts";

const none: FieldFacts = {
  mayChange: true,
  effect: "no restart",
  remedy: "nothing at an edge node reads it",
  source: "the engine's own output",
};

const parentOf = ({ site }: FieldValues) => (site.parent === "centre" ? "the centre" : `hub ${site.region.name}`);

const reset = ({ host = "" }: FieldValues, when: ByHandStep["when"]): ByHandStep => ({
  when,
  at: `server ${host}`,
  what: "Take KubeEdge off it",
  command: "keadm reset edge",
});

const deleteOldNode = (change: FieldValues, when: ByHandStep["when"]): ByHandStep =>
  deleteNode(when, parentOf(change), change.host ?? "");

/** keadm joins all servers of its file, those that have joined already too. */
const join = ({ site, host }: FieldValues): ByHandStep => ({
  when: "after publishing",
  at: `operator's machine of zone ${site.zone.name}`,
  what: `Join ${host}: keep only its entry under nodes, and read batch_process_log.txt afterwards, since keadm exits 0 when a node failed`,
  command: `${TOKEN_COMMAND} && ${batchCommand(operatorPath(BATCH_TASK, `${site.zone.name}.yaml`))}`,
});

const KEADM = "KubeEdge v1.23 keadm/cmd/keadm/app/cmd/edge: keadm join writes it once";

const joinedAgain = (remedy: string): FieldFacts => ({
  mayChange: true,
  effect: "at installation",
  remedy,
  source: KEADM,
  steps: (change) => [reset(change, "before publishing"), deleteOldNode(change, "before publishing"), join(change)],
});

export const kubeEdgeFieldChanges: FieldChangeTable = {
  "network.pods": none,
  "network.services": none,
  "network.vip": none,
  "control-planes": none,
  "hub.endpoint": {
    mayChange: false,
    effect: "at installation",
    remedy: "keep the name and let it point at the new address; edge nodes look for it as long as they live",
    source: KEADM,
  },
  machineId: {
    mayChange: true,
    effect: "reinstalls",
    remedy: "the new server joins under the name of the old one, whose node must be gone first",
    source: KEADM,
    steps: (change) => [deleteOldNode(change, "before publishing"), join(change)],
  },
  name: {
    mayChange: false,
    effect: "at installation",
    remedy: "keep the name; or remove the host, publish, and add it under the other name as a server that joins",
    source: KEADM,
  },
  role: none,
  address: joinedAgain("the node tells the old address until it has joined again"),
  mac: none,
  bmc: none,
  added: {
    mayChange: true,
    effect: "no restart",
    remedy: "the server is a node once it has joined",
    source: KEADM,
    steps: (change) => [join(change)],
  },
  removed: {
    mayChange: true,
    effect: "drains",
    remedy: "nothing takes the server out of its cluster by itself",
    source: KEADM,
    steps: (change) => [
      drainNode(parentOf(change), change.host ?? ""),
      reset(change, "after publishing"),
      deleteOldNode(change, "after publishing"),
    ],
  },
};
