/** What YurtHub on the nodes needs of the cluster: its settings, and rights. */

import type { JsonObject } from "../../../model/json.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { OpenYurtProvisioner } from "../../../model/provisioner.ts";
import { yamlText } from "../../../model/yaml-text.ts";
import type { Artifact } from "../../artifact.ts";
import type { ParentCluster } from "../../engine.ts";
import { JOIN_TASK, RIGHTS_FILE } from "./join-script.ts";
import { NAMESPACE } from "./yurt-manager.ts";

const SETTINGS = "yurt-hub-cfg";

/** YurtHub selects it by its label (cmd/yurthub/app/config at v1.7.0). */
export function yurtHubSettings({ cacheAgents = [] }: OpenYurtProvisioner): KubernetesObject {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: SETTINGS, namespace: NAMESPACE, labels: { "openyurt.io/configmap-name": SETTINGS } },
    data: {
      cache_agents: [...cacheAgents].sort().join(","),
      servicetopology: "",
      discardcloudservice: "",
      masterservice: "",
    },
  };
}

/**
 * YurtHub asks with the certificate of its kubelet, so its rights are those of all nodes of the cluster. A binding of that group
 * is nothing that a repository may bring (FLT-SEC-040), and the hub's own policies refuse it; so whoever joins the first server gives
 * them, as an administrator. They are to see pools and the endpoints of Services, and ConfigMaps of one namespace; the chart of
 * OpenYurt gives all nodes those of every namespace.
 */
export function yurtHubRights({ path }: ParentCluster): Artifact {
  const text = objects.map((each) => yamlText(each as unknown as JsonObject)).join("---\n");
  return { kind: "operator-file", audience: JOIN_TASK, owner: path, name: RIGHTS_FILE, text };
}

const RBAC = "rbac.authorization.k8s.io";
const NAME = "yurt-hub";
const WATCH = ["list", "watch"];
const nodes = { apiGroup: RBAC, kind: "Group", name: "system:nodes" };

const objects: readonly KubernetesObject[] = [
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
];
