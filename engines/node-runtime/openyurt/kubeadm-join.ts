/** What `kubeadm join` is told on a server: it becomes an ordinary node, with the label by which it gets YurtHub. */

import type { Host } from "../../../constructs/host.ts";
import { yamlText } from "../../../model/yaml-text.ts";
import type { Artifact } from "../../artifact.ts";
import type { ParentCluster } from "../../engine.ts";
import { nodeLabels } from "../../node-labels.ts";
import { POOL_LABEL, poolName } from "./pool-name.ts";

/** Name of the file below hosts/<id>/. */
export const JOIN_FILE = "kubeadm-join.yaml";

/** Keeps off what is not meant for a site, from the first moment on. */
const EDGE_TAINT = { key: "node-role.kubernetes.io/edge", effect: "NoSchedule" } as const;

/** Those that count at registration; that of the pool can be taken away or given later, and never changed. */
function joinLabels(host: Host, { ref }: Pick<ParentCluster, "ref">): Readonly<Record<string, string>> {
  return { ...host.labels, ...nodeLabels(host.site), [POOL_LABEL]: poolName(host.site.zone, ref) };
}

/**
 * A JoinConfiguration (kubeadm.k8s.io/v1beta4) with two placeholders for envsubst. The token is valid for an hour, and the
 * hash of the authority is the cluster's to say.
 */
export function kubeadmJoinFile(host: Host, parent: ParentCluster): Artifact {
  const labels = Object.entries(joinLabels(host, parent)).map(([key, value]) => `${key}=${value}`);
  const taints = [
    EDGE_TAINT,
    ...host.taints.map(({ key, value, effect }) => ({ key, ...(value !== undefined && { value }), effect })),
  ];
  const text = yamlText({
    apiVersion: "kubeadm.k8s.io/v1beta4",
    kind: "JoinConfiguration",
    discovery: {
      bootstrapToken: {
        apiServerEndpoint: endpointOf(parent),
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder for envsubst
        token: "${JOIN_TOKEN}",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder for envsubst
        caCertHashes: ["${JOIN_CA_HASH}"],
      },
    },
    nodeRegistration: {
      name: host.name,
      criSocket: "unix:///run/containerd/containerd.sock",
      taints,
      kubeletExtraArgs: [
        { name: "node-ip", value: host.addresses.join(",") },
        { name: "node-labels", value: labels.join(",") },
      ],
    },
  });
  return {
    kind: "host-file",
    audience: host,
    owner: host.path,
    name: JOIN_FILE,
    text: `# kubeadm reads it once envsubst has put in JOIN_TOKEN and JOIN_CA_HASH, as operator/openyurt-join does.\n${text}`,
  };
}

/** kubeadm wants a port. */
function endpointOf({ endpoint }: ParentCluster): string {
  const { hostname, port } = new URL(endpoint);
  return `${hostname}:${port === "" ? "443" : port}`;
}
