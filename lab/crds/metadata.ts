import type { SchemaNode } from "./json-schema.ts";

/** Labels as the API server accepts them (apimachinery pkg/apis/meta/v1/validation ValidateLabels). */
export const LABELS: SchemaNode = {
  type: "object",
  propertyNames: { format: "k8s-label-key" },
  additionalProperties: { type: "string", format: "k8s-label-value" },
};

const ANNOTATIONS: SchemaNode = {
  type: "object",
  propertyNames: { format: "k8s-annotation-key" },
  additionalProperties: { type: "string" },
};

/** Metadata of a template inside an object: of a pod template, a job template or a volume claim template. */
export const TEMPLATE_METADATA: SchemaNode = {
  type: "object",
  properties: { annotations: ANNOTATIONS, labels: LABELS, name: { type: "string", format: "k8s-long-name" } },
  additionalProperties: false,
};

interface NameRule {
  readonly format: string;
  readonly maxLength?: number;
}

const LONG_NAME: NameRule = { format: "k8s-long-name", maxLength: 253 };
const PATH_SEGMENT: NameRule = { format: "k8s-path-segment" };
const LABEL_SIZED: NameRule = { format: "k8s-long-name", maxLength: 63 };

/** Names with a narrower or wider rule than a DNS subdomain, by `group/kind`; the reason stands beside each. */
const NAME_RULES: Readonly<Record<string, NameRule>> = {
  // Kubernetes v1.35 pkg/apis/core/validation: ValidateNamespaceName, ValidateServiceName.
  "core/Namespace": { format: "k8s-short-name", maxLength: 63 },
  "core/Service": { format: "k8s-dns-1035-label", maxLength: 63 },
  // Kubernetes v1.35 pkg/apis/rbac/validation: ValidateRBACName takes any path segment, such as system:node.
  "rbac.authorization.k8s.io/Role": PATH_SEGMENT,
  "rbac.authorization.k8s.io/RoleBinding": PATH_SEGMENT,
  "rbac.authorization.k8s.io/ClusterRole": PATH_SEGMENT,
  "rbac.authorization.k8s.io/ClusterRoleBinding": PATH_SEGMENT,
  // Kubernetes v1.35 pkg/apis/batch/validation: the job's name is a label of its pods; a cron job adds 11 characters.
  "batch/Job": LABEL_SIZED,
  "batch/CronJob": { format: "k8s-long-name", maxLength: 52 },
  // The label controller-revision-hash of its pods is <name>-<10 characters>.
  "apps/StatefulSet": { format: "k8s-long-name", maxLength: 52 },
  // Each of these controllers writes the name as a label value on what it makes.
  "kustomize.toolkit.fluxcd.io/Kustomization": LABEL_SIZED,
  "helm.toolkit.fluxcd.io/HelmRelease": LABEL_SIZED,
  "cluster.x-k8s.io/Cluster": LABEL_SIZED,
  "cluster.x-k8s.io/MachineDeployment": LABEL_SIZED,
  "apps.kubeedge.io/NodeGroup": LABEL_SIZED,
};

/**
 * Metadata that belongs into Git: what the server or a controller writes (uid, resourceVersion, ownerReferences,
 * generateName ...) is left out, a namespace is required or refused by the kind's scope.
 */
export function metadataSchema(group: string, kind: string, scope: "Namespaced" | "Cluster"): SchemaNode {
  const namespaced = scope === "Namespaced";
  return {
    type: "object",
    properties: {
      annotations: ANNOTATIONS,
      finalizers: { type: "array", items: { type: "string", format: "k8s-label-key" }, uniqueItems: true },
      labels: LABELS,
      name: { type: "string", minLength: 1, ...(NAME_RULES[`${group || "core"}/${kind}`] ?? LONG_NAME) },
      ...(namespaced && { namespace: { type: "string", format: "k8s-short-name", minLength: 1, maxLength: 63 } }),
    },
    required: namespaced ? ["name", "namespace"] : ["name"],
    additionalProperties: false,
  };
}
