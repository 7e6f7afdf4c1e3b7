import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";

export interface AccessRule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
  readonly verbs: readonly string[];
}

/** A service account that may use the rules in the whole cluster; the role carries its name. */
export function clusterAccess(scope: Construct, name: string, namespace: string, rules: readonly AccessRule[]): void {
  const apiGroup = "rbac.authorization.k8s.io";
  new ApiObject(scope, `${name}-account`, { apiVersion: "v1", kind: "ServiceAccount", metadata: { name, namespace } });
  new ApiObject(scope, `${name}-role`, {
    apiVersion: `${apiGroup}/v1`,
    kind: "ClusterRole",
    metadata: { name },
    rules,
  });
  new ApiObject(scope, `${name}-binding`, {
    apiVersion: `${apiGroup}/v1`,
    kind: "ClusterRoleBinding",
    metadata: { name },
    roleRef: { apiGroup, kind: "ClusterRole", name },
    subjects: [{ kind: "ServiceAccount", name, namespace }],
  });
}
