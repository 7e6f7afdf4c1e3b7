import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";

const apiGroup = "rbac.authorization.k8s.io";
const name = "tenant-owner";

const read = ["get", "list", "watch"];
const write = [...read, "create", "update", "patch", "delete"];

/**
 * Owners work with everything an app is made of. Roles, network policies and limits stay with the
 * platform: whoever may change those may leave the namespace. Bound by RoleBindings alone.
 */
export function addOwnerRole(scope: Construct): void {
  new ApiObject(scope, "owner", {
    apiVersion: `${apiGroup}/v1`,
    kind: "ClusterRole",
    metadata: { name },
    rules: [
      {
        apiGroups: [""],
        resources: ["configmaps", "persistentvolumeclaims", "pods", "secrets", "services"],
        verbs: write,
      },
      { apiGroups: ["apps"], resources: ["deployments", "statefulsets"], verbs: write },
      { apiGroups: ["autoscaling"], resources: ["horizontalpodautoscalers"], verbs: write },
      { apiGroups: ["batch"], resources: ["cronjobs", "jobs"], verbs: write },
      { apiGroups: ["networking.k8s.io"], resources: ["ingresses"], verbs: write },
      { apiGroups: ["policy"], resources: ["poddisruptionbudgets"], verbs: write },
      { apiGroups: [""], resources: ["events", "limitranges", "pods/log", "resourcequotas"], verbs: read },
      { apiGroups: ["apps"], resources: ["replicasets"], verbs: read },
      { apiGroups: ["networking.k8s.io"], resources: ["networkpolicies"], verbs: read },
    ],
  });
}

/** The role for groups of the identity provider, in one namespace. */
export function addOwners(scope: Construct, namespace: string, owners: readonly string[]): void {
  new ApiObject(scope, `${namespace}-owners`, {
    apiVersion: `${apiGroup}/v1`,
    kind: "RoleBinding",
    metadata: { name: "tenant-owners", namespace },
    roleRef: { apiGroup, kind: "ClusterRole", name },
    subjects: owners.map((group) => ({ apiGroup, kind: "Group", name: group })),
  });
}
