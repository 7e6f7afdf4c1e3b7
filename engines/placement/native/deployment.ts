/** The app's Deployment and how its pods are exchanged. */

import type { KubernetesObject } from "../../../model/manifest.ts";
import { podTemplate } from "./pod.ts";
import { hasClaim } from "./volumes.ts";
import type { Workload } from "./workload.ts";

export function deployment(workload: Workload): KubernetesObject {
  return { apiVersion: "apps/v1", kind: "Deployment", metadata: workload.metadata, spec: deploymentSpec(workload) };
}

/** Its spec, also as part of what makes Deployments in several places. */
export function deploymentSpec(workload: Workload) {
  const { selector, replicas } = workload;
  return {
    replicas,
    revisionHistoryLimit: 3,
    selector: { matchLabels: selector },
    // A new pod on another server would wait for ever for the claim of the old one.
    strategy: hasClaim(workload)
      ? { type: "Recreate" }
      : { type: "RollingUpdate", rollingUpdate: rollingUpdate(replicas) },
    template: podTemplate(workload),
  };
}

export type DeploymentSpec = ReturnType<typeof deploymentSpec>;

/**
 * A single server may have no room for one more pod: several replicas are exchanged one by one in
 * their own room. Only a single replica asks for more, since it would be gone meanwhile.
 */
function rollingUpdate(replicas: number) {
  return replicas > 1 ? { maxUnavailable: 1, maxSurge: 0 } : { maxUnavailable: 0, maxSurge: 1 };
}
