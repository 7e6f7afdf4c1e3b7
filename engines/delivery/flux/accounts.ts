/** Service accounts and role bindings of the platform and of tenants. */

import { tenantDelivery } from "../../../model/delivery.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { NAMESPACE, PLATFORM_ACCOUNT } from "./names.ts";

const RBAC = "rbac.authorization.k8s.io";

export function serviceAccount(name: string): KubernetesObject {
  return {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name, namespace: NAMESPACE },
    automountServiceAccountToken: false,
  };
}

/** Layers bring definitions, roles and webhooks of their own; nothing less than cluster-admin may grant those. */
export const platformBinding: KubernetesObject = {
  apiVersion: `${RBAC}/v1`,
  kind: "ClusterRoleBinding",
  metadata: { name: PLATFORM_ACCOUNT },
  roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: "cluster-admin" },
  subjects: [subject(PLATFORM_ACCOUNT)],
};

/** Kubernetes' own role `admin`: everything inside one namespace except its quota and itself. */
export function tenantBinding(tenant: string, namespace: string): KubernetesObject {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: "RoleBinding",
    metadata: { name: tenantDelivery(tenant), namespace },
    roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: "admin" },
    subjects: [subject(tenantDelivery(tenant))],
  };
}

function subject(name: string) {
  return { kind: "ServiceAccount", name, namespace: NAMESPACE };
}
