/** Finds the pods that objects make. */

import { field, isMapping, mappings } from "../../model/json-fields.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { memoizeByIdentity } from "../../model/memo.ts";

type Fields = Readonly<Record<string, unknown>>;

export type PodSpec = Fields;

export interface Pod {
  readonly spec: PodSpec;
  readonly annotations: Fields;
}

const template = ["spec", "template"] as const;

/** Where the kinds of Kubernetes itself keep their pod, metadata and spec. */
const places: Readonly<Record<string, readonly string[] | undefined>> = {
  Pod: [],
  Deployment: template,
  DaemonSet: template,
  StatefulSet: template,
  ReplicaSet: template,
  ReplicationController: template,
  PodTemplate: ["template"],
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
export function pods(object: KubernetesObject): readonly Pod[] {
  const place = places[object.kind];
  if (place) return podAt(field(object, ...place));
  return podlessKinds.has(object.kind) ? [] : nested(object["spec"]);
}

export function podSpecs(object: KubernetesObject): readonly PodSpec[] {
  return pods(object).map(({ spec }) => spec);
}

function nested(value: unknown): readonly Pod[] {
  if (Array.isArray(value)) return value.flatMap(nested);
  if (!isMapping(value)) return [];
  if (mappings(value["containers"]).length > 0) return [{ spec: value, annotations: {} }];
  return mappings(field(value, "spec", "containers")).length > 0 ? podAt(value) : Object.values(value).flatMap(nested);
}

function podAt(value: unknown): readonly Pod[] {
  const [spec, annotations] = [field(value, "spec"), field(value, "metadata", "annotations")];
  return isMapping(spec) ? [{ spec, annotations: isMapping(annotations) ? annotations : {} }] : [];
}

/** All containers of a pod, whenever they run; many controls ask about each pod. */
export const containers = memoizeByIdentity((spec: PodSpec): readonly Fields[] =>
  ["initContainers", "containers", "ephemeralContainers"].flatMap((key) => mappings(spec[key])),
);
