/** What another value of a site's field does to servers that are nodes of the hub. */

import { operatorPath } from "../../../model/layout.ts";
import { joinedServerChanges, joinStep, parentOf, resetServer } from "../joined-field-changes.ts";
import { BATCH_TASK, batchCommand, TOKEN_COMMAND } from "./keadm-batch.ts";

const KEADM = "KubeEdge v1.23 keadm/cmd/keadm/app/cmd/edge: keadm join writes it once";

const reset = resetServer("Take KubeEdge off it", "keadm reset edge");

export const kubeEdgeFieldChanges = joinedServerChanges({
  at: parentOf,
  unread: "nothing at an edge node reads it",
  source: KEADM,
  endpoint: {
    remedy: "keep the name and let it point at the new address; edge nodes look for it as long as they live",
    source: KEADM,
  },
  removal: "nothing takes the server out of its cluster by itself",
  leave: (change, when) => [reset(change, when)],
  // keadm joins all servers of its file, those that have joined already too.
  join: joinStep(
    (zone) => `${TOKEN_COMMAND} && ${batchCommand(operatorPath(BATCH_TASK, `${zone.name}.yaml`))}`,
    ": keep only its entry under nodes, and read batch_process_log.txt afterwards, since keadm exits 0 when a node failed",
  ),
});
