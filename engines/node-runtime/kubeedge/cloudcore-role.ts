/** Rights that the chart of CloudCore forgets. */

import type { KubernetesObject } from "../../../model/manifest.ts";

/**
 * The chart's own roles at v1.23.1 lack what CloudCore asks for: states of devices, and single objects where it may list them
 * (its log has "is forbidden" for each, test/e2e/kubeedge.test.ts). The label adds this to the role of its account.
 */
export const cloudCoreRole: KubernetesObject = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRole",
  metadata: { name: "cloudcore-completed", labels: { "rbac/aggregate-to-cloudcore": "true" } },
  rules: [
    {
      apiGroups: ["devices.kubeedge.io"],
      resources: ["devicestatuses", "devicestatuses/status"],
      verbs: ["create", "delete", "get", "list", "patch", "update", "watch"],
    },
    { apiGroups: ["policy.kubeedge.io"], resources: ["serviceaccountaccesses"], verbs: ["get"] },
    { apiGroups: [""], resources: ["serviceaccounts"], verbs: ["get"] },
    {
      apiGroups: ["rbac.authorization.k8s.io"],
      resources: ["clusterrolebindings", "clusterroles", "rolebindings", "roles"],
      verbs: ["get"],
    },
  ],
};
