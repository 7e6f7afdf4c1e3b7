/** The app's Deployment and how its pods are exchanged. */

import type { KubernetesObject } from "../../../model/manifest.ts";
import { configHash } from "./config-map.ts";
import { container } from "./container.ts";
import { scheduling } from "./scheduling.ts";
import type { Workload } from "./workload.ts";

export function deployment(workload: Workload): KubernetesObject {
  const { metadata, selector, config, replicas } = workload;
  const hasConfig = Object.keys(config).length > 0;
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata,
    spec: {
      replicas,
      revisionHistoryLimit: 3,
      selector: { matchLabels: selector },
      strategy: { type: "RollingUpdate", rollingUpdate: rollingUpdate(replicas) },
      template: {
        metadata: {
          labels: metadata.labels,
          ...(hasConfig && { annotations: { "flotilla.dev/config-hash": configHash(config) } }),
        },
        spec: {
          automountServiceAccountToken: false,
          securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
          terminationGracePeriodSeconds: 30,
          ...scheduling(workload),
          containers: [container(workload)],
        },
      },
    },
  };
}

/**
 * A single server may have no room for one more pod: several replicas are exchanged one by one in
 * their own room. Only a single replica asks for more, since it would be gone meanwhile.
 */
function rollingUpdate(replicas: number) {
  return replicas > 1 ? { maxUnavailable: 1, maxSurge: 0 } : { maxUnavailable: 0, maxSurge: 1 };
}
