/** What YurtHub on the nodes needs of the cluster: rights, and its settings. */

import type { KubernetesObject } from "../../../model/manifest.ts";
import type { OpenYurtProvisioner } from "../../../model/provisioner.ts";
import { NAMESPACE } from "./yurt-manager.ts";

const RBAC = "rbac.authorization.k8s.io";
const NAME = "yurt-hub";
const WATCH = ["list", "watch"];

/**
 * YurtHub asks with the certificate of its kubelet, so these rights are those of all nodes: to see pools and the endpoints of
 * Services, and ConfigMaps of its own namespace, among which it selects its settings by a label (cmd/yurthub/app/config at
 * v1.7.0). The chart of its makers gives all nodes the ConfigMaps of every namespace.
 */
export function yurtHubObjects({ cacheAgents = [] }: OpenYurtProvisioner): readonly KubernetesObject[] {
  return [
    {
      apiVersion: `${RBAC}/v1`,
      kind: "ClusterRole",
      metadata: { name: NAME },
      rules: [
        { apiGroups: ["apps.openyurt.io"], resources: ["nodepools"], verbs: WATCH },
        { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: WATCH },
        { apiGroups: [""], resources: ["endpoints"], verbs: WATCH },
        // It drops those from its cache that are gone.
        { apiGroups: [""], resources: ["events"], verbs: ["get"] },
      ],
    },
    {
      apiVersion: `${RBAC}/v1`,
      kind: "ClusterRoleBinding",
      metadata: { name: NAME },
      roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: NAME },
      subjects: [nodes],
    },
    {
      apiVersion: `${RBAC}/v1`,
      kind: "Role",
      metadata: { name: NAME, namespace: NAMESPACE },
      rules: [{ apiGroups: [""], resources: ["configmaps"], verbs: ["get", ...WATCH] }],
    },
    {
      apiVersion: `${RBAC}/v1`,
      kind: "RoleBinding",
      metadata: { name: NAME, namespace: NAMESPACE },
      roleRef: { apiGroup: RBAC, kind: "Role", name: NAME },
      subjects: [nodes],
    },
    {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: SETTINGS, namespace: NAMESPACE, labels: { "openyurt.io/configmap-name": SETTINGS } },
      data: {
        cache_agents: [...cacheAgents].sort().join(","),
        servicetopology: "",
        discardcloudservice: "",
        masterservice: "",
      },
    },
  ];
}

const SETTINGS = "yurt-hub-cfg";
const nodes = { apiGroup: RBAC, kind: "Group", name: "system:nodes" };
