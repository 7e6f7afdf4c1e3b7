/** Facts of Kubernetes' own kinds (k8s.io/api and the validation of kube-apiserver, v1.35), whoever makes them. */

import { claimFields } from "./claim-fields.ts";
import {
  type ChangeEffect,
  type FixedField,
  fieldAt,
  type KindFacts,
  type KindTable,
  type RemovalEffect,
} from "./facts.ts";
import { growClaims } from "./grow-claims.ts";
import { podImagesAt } from "./pod-images.ts";

/** Pods are made again when their template differs, and only then. */
function byTemplate(...template: readonly string[]) {
  return (before: unknown, after: unknown): ChangeEffect =>
    JSON.stringify(fieldAt(before, ...template)) === JSON.stringify(fieldAt(after, ...template))
      ? "no restart"
      : "restarts pods";
}

const selector: FixedField = {
  path: "spec.selector",
  remedy: "give the object another name",
  source: "kubernetes pkg/apis/apps/validation ValidateDeploymentUpdate, ValidateDaemonSetUpdate",
};

const roleRef: FixedField = {
  path: "roleRef",
  remedy: "give the binding another name",
  source: "kubernetes pkg/apis/rbac/validation ValidateRoleBindingUpdate",
};

const settings = (onRemoval: RemovalEffect = "removes", fixed?: readonly FixedField[]): KindFacts => ({
  onChange: "no restart",
  onRemoval,
  ...(fixed && { fixed }),
});

const workload = (onRemoval: RemovalEffect, ...fixed: readonly FixedField[]): KindFacts => ({
  onChange: byTemplate("spec", "template"),
  onRemoval,
  fixed: [selector, ...fixed],
  pulls: podImagesAt("spec", "template", "spec"),
});

/** A StatefulSet without claims keeps nothing but its names. */
const ofStatefulSet = (before: unknown): RemovalEffect =>
  Array.isArray(fieldAt(before, "spec", "volumeClaimTemplates")) ? "deletes" : "stops pods";

export const kubernetesKinds: KindTable = {
  Namespace: settings("deletes"),
  PersistentVolumeClaim: settings("deletes", claimFields),
  PersistentVolume: settings("deletes"),
  ConfigMap: {
    ...settings(),
    // Some hold manifests that a controller applies or makes pods of, or files that a Job reads.
    pulls: (object, read) =>
      Object.entries(fieldAt(object, "data") ?? {}).flatMap(([name, text]) => read(String(text), name)),
  },
  Secret: settings(),
  Service: settings("removes", [
    {
      path: "spec.clusterIP",
      remedy: "remove the Service and make it again",
      source: "kubernetes pkg/apis/core/validation ValidateServiceClusterIPsRelatedFields",
    },
  ]),
  ServiceAccount: settings(),
  LimitRange: settings(),
  ResourceQuota: settings(),
  Pod: { onChange: "refused", onRemoval: "stops pods", pulls: podImagesAt("spec") },
  "Deployment.apps": workload("stops pods"),
  "DaemonSet.apps": workload("stops pods"),
  "StatefulSet.apps": {
    ...workload("stops pods", {
      path: "spec.volumeClaimTemplates",
      remedy: "grow the claims by hand, remove the StatefulSet with --cascade=orphan, exempt the change and publish",
      steps: growClaims,
      source: "kubernetes pkg/apis/apps/validation ValidateStatefulSetUpdate",
    }),
    onRemoval: ofStatefulSet,
  },
  "Job.batch": {
    onChange: "refused",
    onRemoval: "stops pods",
    pulls: podImagesAt("spec", "template", "spec"),
    fixed: [
      {
        path: "spec.template",
        remedy: "give the Job another name",
        source: "kubernetes pkg/apis/batch/validation ValidateJobSpecUpdate",
      },
    ],
  },
  "CronJob.batch": {
    ...settings("stops pods"),
    pulls: podImagesAt("spec", "jobTemplate", "spec", "template", "spec"),
  },
  "HorizontalPodAutoscaler.autoscaling": settings(),
  "PodDisruptionBudget.policy": settings(),
  "Ingress.networking.k8s.io": settings(),
  "IngressClass.networking.k8s.io": settings(),
  "NetworkPolicy.networking.k8s.io": settings(),
  "ClusterRole.rbac.authorization.k8s.io": settings(),
  "Role.rbac.authorization.k8s.io": settings(),
  "ClusterRoleBinding.rbac.authorization.k8s.io": settings("removes", [roleRef]),
  "RoleBinding.rbac.authorization.k8s.io": settings("removes", [roleRef]),
  "PriorityClass.scheduling.k8s.io": settings("removes", [
    {
      path: "value",
      remedy: "make another class",
      source: "kubernetes pkg/apis/scheduling/validation ValidatePriorityClassUpdate",
    },
  ]),
  "RuntimeClass.node.k8s.io": settings("removes", [
    {
      path: "handler",
      remedy: "make another class",
      source: "kubernetes pkg/apis/node/validation ValidateRuntimeClassUpdate",
    },
  ]),
  "StorageClass.storage.k8s.io": settings(
    "removes",
    ["provisioner", "parameters", "reclaimPolicy", "volumeBindingMode"].map((path) => ({
      path,
      remedy: "make another class; volumes keep the one they were made with",
      source: "kubernetes pkg/apis/storage/validation ValidateStorageClassUpdate",
    })),
  ),
  "ValidatingAdmissionPolicy.admissionregistration.k8s.io": settings(),
  "ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io": settings(),
};
