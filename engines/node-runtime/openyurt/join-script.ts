/** The script with which an operator joins the servers of a zone. */

import type { Host } from "../../../constructs/host.ts";
import type { Zone } from "../../../constructs/zone.ts";
import { hostPath, operatorPath } from "../../../model/layout.ts";
import type { Artifact } from "../../artifact.ts";
import { AUTHORITY_HASH, CLEAR_BROKEN_JOIN } from "../kubeadm.ts";
import { JOIN_FILE } from "./kubeadm-join.ts";

/** Folder of its files below operator/. */
export const JOIN_TASK = "openyurt-join";

/** What the administrator gives YurtHub on all nodes, in the same folder. */
export const RIGHTS_FILE = "rights.yaml";

/** From the root of the region's repository. */
export function joinScriptPath(zone: Zone): string {
  return operatorPath(JOIN_TASK, `${zone.name}.sh`);
}

/**
 * A script for `sh`, with `kubectl`, `kubeadm`, `openssl`, `envsubst` and `ssh` on the operator's machine. It joins servers that
 * are no nodes yet, or those that it is given, so that it may run again at any time.
 *
 * Not `yurtadm join`: that of v1.7.0 fetches kubelet, kubeadm, network plugins and YurtHub v1.6.1 from addresses on the
 * internet that are compiled into it (pkg/yurtadm/constants). yurt-manager puts YurtHub onto every node with the label of a
 * pool, out of an image.
 *
 * YurtHub would let every pod of a node speak to the API server as that node (openyurtio/openyurt#2782), so the way by
 * which pods reach it is closed before it is installed; its own unit lies in a file that sorts before this one.
 */
export function joinScript(zone: Zone, hosts: readonly Host[]): Artifact {
  const lines = hosts.map((host) => `join ${host.name} ${host.address} ${hostPath(host.id, JOIN_FILE)}`);
  return {
    kind: "operator-file",
    audience: JOIN_TASK,
    owner: zone.path,
    name: `${zone.name}.sh`,
    text: `${PROGRAM}${lines.join("\n")}\n`,
  };
}

const PROGRAM = `#!/bin/sh
# Joins the servers of the zone that are no nodes yet, or those named: sh operator/${JOIN_TASK}/<zone>.sh [server ...]
# Run it at the root of the repository, with KUBECONFIG of the cluster that they join. Each server has its system, containerd,
# kubelet and kubeadm already, and its key is known: ssh asks nobody. Nodes get the rights that YurtHub on them needs.
set -eu

kubectl apply --server-side -f ${operatorPath(JOIN_TASK, RIGHTS_FILE)}

JOIN_TOKEN="$(kubeadm token create --ttl 1h --description flotilla)"
JOIN_CA_HASH="${AUTHORITY_HASH}"
export JOIN_TOKEN JOIN_CA_HASH
only="$*"

# join <name> <address> <file>
join() {
  case " $only " in "  " | *" $1 "*) ;; *) return 0 ;; esac
  if kubectl get node "$1" >/dev/null 2>&1; then
    echo "$1 is a node already"
  else
    envsubst '$JOIN_TOKEN $JOIN_CA_HASH' <"$3" | ssh -o BatchMode=yes -o StrictHostKeyChecking=yes "root@$2" '
      set -eu
      umask 077
      mkdir -p /etc/systemd/system/yurthub.service.d
      printf "[Service]\\nEnvironment=\\"YURTHUB_EXTRA_ARGS=--v=2 --enable-dummy-if=false\\"\\n" \\
        >/etc/systemd/system/yurthub.service.d/20-flotilla.conf
      trap "rm -f /run/kubeadm-join.yaml" EXIT
      cat >/run/kubeadm-join.yaml
      ${CLEAR_BROKEN_JOIN}
      kubeadm join --config /run/kubeadm-join.yaml'
  fi
  kubectl wait "node/$1" --for='jsonpath={.metadata.labels.openyurt\\.io/is-edge-worker}=true' --timeout=10m
}

`;
