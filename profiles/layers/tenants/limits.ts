/** A tenant's share as a quota, with requests and limits for containers that name none. */

import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";

/** What the pods of one namespace may ask for together. */
export type TenantShare = {
  /** Cores. */
  readonly cpu: number;
  readonly memoryGi: number;
  readonly pods: number;
  /** Quantity that all claims together may ask for. */
  readonly storage: string;
};

/** The share as a quota, and requests and limits for containers that name none. */
export function addLimits(scope: Construct, namespace: string, share: TenantShare): void {
  new ApiObject(scope, `${namespace}-quota`, {
    apiVersion: "v1",
    kind: "ResourceQuota",
    metadata: { name: "tenant", namespace },
    spec: {
      hard: {
        pods: String(share.pods),
        "requests.cpu": String(share.cpu),
        "requests.memory": `${share.memoryGi}Gi`,
        "limits.memory": `${2 * share.memoryGi}Gi`,
        "requests.storage": share.storage,
        "services.nodeports": "0",
      },
    },
  });
  new ApiObject(scope, `${namespace}-limits`, {
    apiVersion: "v1",
    kind: "LimitRange",
    metadata: { name: "tenant", namespace },
    spec: {
      limits: [{ type: "Container", defaultRequest: { cpu: "50m", memory: "64Mi" }, default: { memory: "256Mi" } }],
    },
  });
}
