/** Lets tenants and their reconcilers write grids in their own namespaces, as they write Deployments. */

import type { KubernetesObject } from "../../../model/manifest.ts";
import { GRIDS } from "./controllers.ts";

export function gridAccess(): KubernetesObject {
  return {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    metadata: {
      name: "superedge-grids",
      labels: {
        "rbac.authorization.k8s.io/aggregate-to-admin": "true",
        "rbac.authorization.k8s.io/aggregate-to-edit": "true",
      },
    },
    rules: [{ apiGroups: ["superedge.io"], resources: [...GRIDS], verbs: ["*"] }],
  };
}
