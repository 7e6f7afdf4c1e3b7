/** Checks that the API server makes in code, by kind. */

import { get, has, items, type ObjectRule } from "./object-rule.ts";
import { jobPods, podRules, workload } from "./pod-rules.ts";
import { policyRules, roleRef, subjects } from "./rbac-rules.ts";

/**
 * Checks of the API server that stand in its code (Kubernetes v1.35 pkg/apis/<group>/validation), by
 * `apiVersion/kind`: those that generated objects can break.
 */
export const SERVER_RULES: Readonly<Record<string, readonly ObjectRule[]>> = {
  "v1/ConfigMap": [
    {
      at: [],
      isValid: (map) => sizeOf(get(map, "data")) + sizeOf(get(map, "binaryData")) <= 1_048_576,
      expected: "at most 1 MiB of data",
      hint: "split it into several ConfigMaps",
    },
  ],
  "v1/Service": [
    {
      at: ["spec"],
      reportAt: ["ports"],
      isValid: (spec) => items(get(spec, "ports")).length > 0 || portless(spec),
      expected: "at least one port, unless the type is ExternalName or clusterIP is None",
    },
    {
      at: ["spec", "ports"],
      isValid: (ports) => items(ports).length < 2 || items(ports).every((port) => has(port, "name")),
      expected: "a name for every port when there is more than one",
    },
  ],
  "v1/Pod": podRules(["spec"]),
  "apps/v1/DaemonSet": workload(),
  "apps/v1/StatefulSet": [
    ...workload(),
    {
      at: ["spec", "volumeClaimTemplates", "*"],
      reportAt: ["metadata", "name"],
      isValid: (claim) => has(claim, "metadata", "name"),
      expected: "a name, by which the pods mount the volume",
    },
  ],
  "apps/v1/Deployment": [
    ...workload(),
    {
      at: ["spec", "strategy"],
      isValid: (strategy) => get(strategy, "type") !== "Recreate" || !has(strategy, "rollingUpdate"),
      expected: "no rollingUpdate when type is Recreate",
    },
    {
      at: ["spec", "strategy", "rollingUpdate"],
      isValid: (update) => !(isZero(get(update, "maxSurge")) && isZero(get(update, "maxUnavailable"))),
      expected: "maxSurge or maxUnavailable above 0",
    },
  ],
  "batch/v1/Job": jobPods(["spec"]),
  "batch/v1/CronJob": jobPods(["spec", "jobTemplate", "spec"]),
  "admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy": [
    {
      at: ["spec"],
      reportAt: ["validations"],
      isValid: (spec) => items(get(spec, "validations")).length + items(get(spec, "auditAnnotations")).length > 0,
      expected: "at least one validation or audit annotation",
    },
  ],
  "policy/v1/PodDisruptionBudget": [
    {
      at: ["spec"],
      isValid: (spec) => !(has(spec, "minAvailable") && has(spec, "maxUnavailable")),
      expected: "minAvailable or maxUnavailable, not both",
    },
  ],
  "rbac.authorization.k8s.io/v1/Role": [policyRules("resources")],
  "rbac.authorization.k8s.io/v1/ClusterRole": [policyRules("resources or nonResourceURLs")],
  "rbac.authorization.k8s.io/v1/RoleBinding": [roleRef("Role", "ClusterRole"), subjects(false)],
  "rbac.authorization.k8s.io/v1/ClusterRoleBinding": [roleRef("ClusterRole"), subjects(true)],
};

function sizeOf(data: unknown): number {
  if (typeof data !== "object" || data === null) return 0;
  let bytes = 0;
  for (const value of Object.values(data)) bytes += Buffer.byteLength(String(value));
  return bytes;
}

function portless(spec: unknown): boolean {
  return get(spec, "type") === "ExternalName" || get(spec, "clusterIP") === "None";
}

function isZero(value: unknown): boolean {
  return value === 0 || value === "0" || value === "0%";
}
