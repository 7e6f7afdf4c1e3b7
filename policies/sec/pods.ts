/** Finds the pods that objects make. */

import type { KubernetesObject } from "../../model/manifest.ts";
import { field, isMapping, mappings } from "./fields.ts";

export type PodSpec = Readonly<Record<string, unknown>>;

const template = ["spec", "template", "spec"] as const;

/** Where the kinds of Kubernetes itself keep their pod. */
const places: Readonly<Record<string, readonly string[] | undefined>> = {
  Pod: ["spec"],
  Deployment: template,
  DaemonSet: template,
  StatefulSet: template,
  ReplicaSet: template,
  Job: template,
  CronJob: ["spec", "jobTemplate", ...template],
};

/** Frequent kinds that make no pod by themselves and name no image. */
export const podlessKinds: ReadonlySet<string> = new Set(
  `Namespace ConfigMap Secret Service ServiceAccount Role RoleBinding ClusterRole ClusterRoleBinding NetworkPolicy
  ResourceQuota LimitRange StorageClass Kustomization GitRepository OCIRepository HelmRepository HelmRelease Application
  AppProject ExternalSecret CustomResourceDefinition NodeGroup BareMetalHost Cluster IPPool Metal3Cluster
  Metal3DataTemplate Metal3MachineTemplate Metal3RemediationTemplate MachineHealthCheck MachineDeployment
  KubeadmControlPlane KubeadmConfigTemplate ClusterResourceSet`.split(/\s+/),
);

/** The pods that an object makes: of a known kind, or of any mapping with a list of containers in another one. */
export function podSpecs(object: KubernetesObject): readonly PodSpec[] {
  const place = places[object.kind];
  if (place) {
    const spec = field(object, ...place);
    return isMapping(spec) ? [spec] : [];
  }
  return podlessKinds.has(object.kind) ? [] : nested(object["spec"]);
}

function nested(value: unknown): readonly PodSpec[] {
  if (Array.isArray(value)) return value.flatMap(nested);
  if (!isMapping(value)) return [];
  return mappings(value["containers"]).length > 0 ? [value] : Object.values(value).flatMap(nested);
}

/** All containers of a pod, whenever they run. */
export function containers(pod: PodSpec): readonly Readonly<Record<string, unknown>>[] {
  return ["initContainers", "containers", "ephemeralContainers"].flatMap((key) => mappings(pod[key]));
}
