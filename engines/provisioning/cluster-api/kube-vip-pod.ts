/** kube-vip as a static pod of kubeadm's control planes. */

import type { KubernetesObject } from "../../../model/manifest.ts";
import { kubeVipContainer, NAME, NAMESPACE } from "../kube-vip-container.ts";

/** Path of the static pod, and of the kubeconfig it uses after the first server is up. */
export const KUBE_VIP_POD = "/etc/kubernetes/manifests/kube-vip.yaml";
export const ADMIN_CONF = "/etc/kubernetes/admin.conf";

/**
 * kube-vip as a static pod, for kubeadm, which needs the address before there is an API server.
 * `kubernetes` is the name under which it asks the API server of its own host.
 */
export function kubeVipPod(image: string, vip: string): KubernetesObject {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: NAME, namespace: NAMESPACE },
    spec: {
      priorityClassName: "system-node-critical",
      hostNetwork: true,
      hostAliases: [{ ip: "127.0.0.1", hostnames: ["kubernetes"] }],
      containers: [
        {
          ...kubeVipContainer(image, vip, {}),
          volumeMounts: [{ name: "kubeconfig", mountPath: ADMIN_CONF, readOnly: true }],
        },
      ],
      volumes: [{ name: "kubeconfig", hostPath: { path: ADMIN_CONF, type: "File" } }],
    },
  };
}
