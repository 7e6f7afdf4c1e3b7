/** What another value of a site's field does to servers that are nodes of OpenYurt. */

import type { FieldValues } from "../../../constructs/site-fields.ts";
import type { ByHandStep } from "../../../model/by-hand.ts";
import { joinedServerChanges, joinStep, parentOf, resetServer } from "../joined-field-changes.ts";
import { joinScriptPath } from "./join-script.ts";

/** Without its pool yurt-manager takes YurtHub off a node and gives its kubelet back the address of the cluster. */
const leavePool = (change: FieldValues, when: ByHandStep["when"]): ByHandStep => ({
  when,
  at: parentOf(change),
  what: `Take YurtHub off ${change.host}`,
  command: `kubectl label node ${change.host} apps.openyurt.io/nodepool- && kubectl wait node/${change.host} --for='jsonpath={.status.conditions[?(@.type=="YurtNodeConversionFailed")].reason}=Reverted' --timeout=10m`,
});

const reset = resetServer("Take Kubernetes off it", "kubeadm reset --force");

export const openYurtFieldChanges = joinedServerChanges({
  at: parentOf,
  unread: "nothing at a node of OpenYurt reads it",
  source: "kubernetes v1.34 cmd/kubeadm/app/cmd/join.go: kubeadm join writes it once",
  endpoint: {
    remedy: "keep the name and let it point at the new address; YurtHub looks for it as long as it lives",
    source: "OpenYurt v1.7 pkg/node-servant/convert: the unit of YurtHub takes it from the kubelet once",
  },
  removal: "nothing takes the server out of its cluster by itself, and a pool with a node in it cannot be deleted",
  leave: (change, when) => [leavePool(change, when), reset(change, when)],
  join: joinStep((zone, host) => `sh ${joinScriptPath(zone)} ${host}`),
});
