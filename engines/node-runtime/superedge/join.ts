/** How a server becomes a node: files for it, and the script with which an operator joins all servers of a zone. */

import type { Host } from "../../../constructs/host.ts";
import type { Zone } from "../../../constructs/zone.ts";
import { hostPath } from "../../../model/layout.ts";
import type { SuperEdgeProvisioner } from "../../../model/provisioner.ts";
import type { Artifact } from "../../artifact.ts";
import type { ParentCluster, RuntimeSite } from "../../engine.ts";
import { nodeLabels } from "../../node-labels.ts";
import { SSH_KEY } from "../../ssh-key.ts";
import { AUTHORITY_HASH, CLEAR_BROKEN_JOIN, joinConfiguration, KUBELET_CONFIG } from "../kubeadm.ts";
import { LITE_APISERVER, LITE_TLS, liteApiserverPod } from "./lite-apiserver.ts";
import { RUNTIME_LABEL } from "./names.ts";
import { unitLabels } from "./units.ts";

/** Folder of its files below operator/. */
export const JOIN_TASK = "superedge-join";

/** Of each server, below its folder. */
export const FILES = {
  join: "superedge-join.yaml",
  pod: "lite-apiserver.yaml",
  tls: "lite-apiserver-tls.json",
} as const;

/** Labels of a server, all of them from its first moment. */
function labelsOf(host: Host): Readonly<Record<string, string>> {
  const { site } = host;
  return { ...host.labels, ...nodeLabels(site), ...RUNTIME_LABEL, ...unitLabels(site.zone) };
}

/** What kubeadm reads on the server. The token is a day old at most, so that no file holds it. */
export function hostFiles(host: Host, provisioner: SuperEdgeProvisioner, parent: ParentCluster): readonly Artifact[] {
  const join = joinConfiguration(host, parent, {
    labels: labelsOf(host),
    nodeIp: host.address,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder for envsubst
    token: "${TOKEN}",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder for envsubst
    authorityHash: "${CA_HASH}",
  });
  const file = (name: string, text: string): Artifact => ({
    kind: "host-file",
    audience: host,
    owner: host.path,
    name,
    text,
  });
  return [
    file(FILES.join, join),
    file(FILES.pod, liteApiserverPod(host, provisioner, parent.endpoint)),
    file(FILES.tls, LITE_TLS),
  ];
}

/**
 * A shell script that joins the servers of a zone that have not joined. It reads the files of each server beside itself, so
 * it runs in a clone of the repository. Servers that answer under another key than the one that is known end it.
 */
export function joinScript(zone: Zone, sites: readonly RuntimeSite<SuperEdgeProvisioner>[]): Artifact {
  const hosts = sites.flatMap(({ site }) => site.hosts);
  const name = `${zone.name}.sh`;
  const { version, kubernetes } = (sites[0] as RuntimeSite<SuperEdgeProvisioner>).settings;
  const calls = hosts.map((host) => `join ${host.name} ${host.address} ${hostPath(host.id, "")}`);
  const text = `#!/bin/sh
# Joins the servers of zone ${zone.name} to the hub with kubeadm and kubelet ${kubernetes} and SuperEdge ${version}.
# In a clone of this repository, as somebody who may make join tokens on the hub: sh operator/${JOIN_TASK}/${name} [SERVER]...
# It reads nodes there, too, and may run again at any time: what broke off goes on where it was.
set -eu
cd "$(dirname "$0")/../.."
ssh_to() { ssh -n -i ${SSH_KEY} -o BatchMode=yes -o StrictHostKeyChecking=yes "root@$1" "$2"; }
put() { ssh -i ${SSH_KEY} -o BatchMode=yes -o StrictHostKeyChecking=yes "root@$1" "umask 077; mkdir -p $(dirname "$2"); cat > $2"; }
wanted=" $* "
failed=""
TOKEN=$(kubeadm token create --ttl 1h)
CA_HASH="${AUTHORITY_HASH}"
export TOKEN CA_HASH
join() {
  if [ "$wanted" != "  " ]; then case "$wanted" in *" $1 "*) ;; *) return 0 ;; esac; fi
  if ssh_to "$2" "grep -qs 'server: https://${LITE_APISERVER.address}' ${KUBELET_CONFIG}"; then echo "$1: has joined"; return 0; fi
  if ssh_to "$2" "test -e ${KUBELET_CONFIG}" && ! kubectl get node "$1" >/dev/null 2>&1; then
    echo "$1: belongs to another cluster, or its node was deleted: run kubeadm reset on it first" >&2
    failed="$failed $1"
    return 0
  fi
  echo "$1: joins"
  {
    ssh_to "$2" "test \\"\\$(kubelet --version)\\" = 'Kubernetes ${kubernetes}' && { ${CLEAR_BROKEN_JOIN}; } && mkdir -p ${LITE_APISERVER.folder} /etc/kubernetes/manifests" &&
    ssh_to "$2" "test -e ${LITE_APISERVER.key} || openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj /CN=lite-apiserver -addext subjectAltName=IP:127.0.0.1 -keyout ${LITE_APISERVER.key} -out ${LITE_APISERVER.certificate}" &&
    envsubst '$TOKEN $CA_HASH' < "$3${FILES.join}" | put "$2" /run/flotilla/${FILES.join} &&
    put "$2" ${LITE_APISERVER.folder}/tls.json < "$3${FILES.tls}" &&
    ssh_to "$2" "test -e ${KUBELET_CONFIG} || kubeadm join --config /run/flotilla/${FILES.join}; code=\\$?; rm -f /run/flotilla/${FILES.join}; exit \\$code" &&
    put "$2" /etc/kubernetes/manifests/${FILES.pod} < "$3${FILES.pod}" &&
    ssh_to "$2" "i=0; until curl -sk -o /dev/null https://${LITE_APISERVER.address}/healthz; do i=\\$((i+1)); test \\$i -lt 60 || exit 1; sleep 5; done; kubectl --kubeconfig=${KUBELET_CONFIG} config set-cluster \\$(kubectl --kubeconfig=${KUBELET_CONFIG} config view -o jsonpath='{.clusters[0].name}') --server=https://${LITE_APISERVER.address} --certificate-authority=${LITE_APISERVER.certificate} --embed-certs=true && systemctl restart kubelet"
  } || failed="$failed $1"
}
${calls.join("\n")}
if [ -n "$failed" ]; then echo "failed:$failed" >&2; exit 1; fi
`;
  return { kind: "operator-file", audience: JOIN_TASK, owner: zone.path, name, text };
}
