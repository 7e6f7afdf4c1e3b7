/** How servers join a cluster of kubeadm: what it reads on each of them, and what an operator's script tells it. */

import type { Host } from "../../constructs/host.ts";
import { yamlText } from "../../model/yaml-text.ts";
import { EDGE_TAINT, taintEntry } from "../edge-taint.ts";
import type { ParentCluster } from "../engine.ts";
import { labelArguments } from "../node-labels.ts";

/** What a runtime says of a server that joins. */
export interface Joining {
  /** All that count at registration. */
  readonly labels: Readonly<Record<string, string>>;
  /** Addresses of the node, as `node-ip` of the kubelet takes them. */
  readonly nodeIp: string;
  /** Placeholders for envsubst: no file holds the token, and the hash of the authority is the cluster's to say. */
  readonly token: string;
  readonly authorityHash: string;
}

/** A JoinConfiguration (kubeadm.k8s.io/v1beta4). */
export function joinConfiguration(host: Host, parent: ParentCluster, joining: Joining): string {
  return yamlText({
    apiVersion: "kubeadm.k8s.io/v1beta4",
    kind: "JoinConfiguration",
    discovery: {
      bootstrapToken: {
        apiServerEndpoint: endpointOf(parent),
        token: joining.token,
        caCertHashes: [joining.authorityHash],
      },
    },
    nodeRegistration: {
      name: host.name,
      criSocket: "unix:///run/containerd/containerd.sock",
      taints: [EDGE_TAINT, ...host.taints].map(taintEntry),
      kubeletExtraArgs: [
        { name: "node-ip", value: joining.nodeIp },
        { name: "node-labels", value: labelArguments(joining.labels).join(",") },
      ],
    },
  });
}

/** kubeadm wants a port. */
function endpointOf({ endpoint }: ParentCluster): string {
  const { hostname, port } = new URL(endpoint);
  return `${hostname}:${port === "" ? "443" : port}`;
}

/** How the kubelet reaches the API server; there once the server is a node. */
export const KUBELET_CONFIG = "/etc/kubernetes/kubelet.conf";

/**
 * In a shell on a server, before `kubeadm join`: takes away what a join has left that broke off before there was a node. kubeadm
 * refuses to begin where it finds its own authority, or its kubelet at work (cmd/kubeadm/app/preflight/checks.go at v1.32).
 */
export const CLEAR_BROKEN_JOIN = `test -e ${KUBELET_CONFIG} || test ! -e /etc/kubernetes/pki/ca.crt || kubeadm reset --force`;

/** In a shell: the authority of the cluster as `caCertHashes` has it, also of a kubeconfig that names it by a file. */
export const AUTHORITY_HASH =
  "sha256:$(kubectl config view --raw --minify --flatten -o jsonpath='{.clusters[0].cluster.certificate-authority-data}' | base64 -d | openssl x509 -pubkey -noout | openssl pkey -pubin -outform der | openssl dgst -sha256 -hex | sed 's/^.* //')";
