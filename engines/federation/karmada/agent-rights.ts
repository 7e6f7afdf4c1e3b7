/** What the agent may do on its hub. */

import type { JsonObject } from "../../../model/json.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { AGENT } from "./agent-name.ts";
import { NAMESPACE } from "./names.ts";

const RBAC = "rbac.authorization.k8s.io";
const READ = ["get", "list", "watch"];
const APPS = `${AGENT}-apps`;

/** The kinds that placement makes of apps. */
const appKinds = [
  { apiGroups: ["apps"], resources: ["deployments"] },
  { apiGroups: ["batch"], resources: ["cronjobs", "jobs"] },
  { apiGroups: [""], resources: ["configmaps", "services"] },
  { apiGroups: ["networking.k8s.io"], resources: ["ingresses"] },
];

/**
 * It reads the kinds of apps everywhere, since it watches by kind and not by namespace, and writes them in namespaces of
 * tenants alone; it reads nodes and pods to say how much room there is. It cannot read a Secret.
 */
export function agentRights(namespaces: readonly string[]): readonly KubernetesObject[] {
  const overview = [{ apiGroups: [""], resources: ["namespaces", "nodes", "pods"], verbs: READ }];
  return [
    { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: AGENT, namespace: NAMESPACE } },
    clusterRole(AGENT, [...overview, ...appKinds.map((each) => ({ ...each, verbs: READ }))]),
    clusterRole(
      APPS,
      appKinds.map((each) => ({ ...each, verbs: [...READ, "create", "update", "patch", "delete"] })),
    ),
    {
      apiVersion: `${RBAC}/v1`,
      kind: "ClusterRoleBinding",
      metadata: { name: AGENT },
      roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: AGENT },
      subjects: [account],
    },
    ...namespaces.map(
      (namespace): KubernetesObject => ({
        apiVersion: `${RBAC}/v1`,
        kind: "RoleBinding",
        metadata: { name: AGENT, namespace },
        roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: APPS },
        subjects: [account],
      }),
    ),
  ];
}

const account = { kind: "ServiceAccount", name: AGENT, namespace: NAMESPACE };

function clusterRole(name: string, rules: readonly JsonObject[]): KubernetesObject {
  return { apiVersion: `${RBAC}/v1`, kind: "ClusterRole", metadata: { name }, rules: [...rules] };
}
