/** What another value of a site's field does to servers that are nodes of the hub by SuperEdge. */

import { operatorPath } from "../../../model/layout.ts";
import { joinedServerChanges, joinStep, parentOf, resetServer } from "../joined-field-changes.ts";
import { JOIN_TASK } from "./join.ts";

const KUBEADM = "kubernetes v1.32 cmd/kubeadm/app/cmd/join.go: kubeadm join writes it once";

const reset = resetServer(
  "Take the kubelet and the cache of the API server off it",
  "kubeadm reset --force && rm -rf /etc/kubernetes/edge /var/lib/lite-apiserver",
);

export const superEdgeFieldChanges = joinedServerChanges({
  at: parentOf,
  unread: "nothing at an edge node reads it",
  source: KUBEADM,
  endpoint: {
    remedy:
      "keep the name and let it point at the new address; lite-apiserver looks for it as long as the server lives",
    source: KUBEADM,
  },
  removal: "nothing takes the server out of its cluster by itself",
  leave: (change, when) => [reset(change, when)],
  // The script passes over servers that have joined.
  join: joinStep((zone, host) => `sh ${operatorPath(JOIN_TASK, `${zone.name}.sh`)} ${host}`),
});
