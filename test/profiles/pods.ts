import type { KubernetesObject } from "../../model/manifest.ts";

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly imagePullPolicy?: string;
  readonly resources?: object;
  readonly securityContext?: object;
}

export interface Pod {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly securityContext?: object;
  readonly affinity?: object;
  readonly volumes?: readonly object[];
  readonly hostNetwork?: boolean;
  readonly hostPID?: boolean;
  readonly hostIPC?: boolean;
}

interface PodTemplate {
  readonly template?: { readonly spec?: Pod };
}

/** The pod that a workload makes. */
export function podOf(object: KubernetesObject): Pod | undefined {
  const spec = object["spec"] as (PodTemplate & { readonly jobTemplate?: { readonly spec?: PodTemplate } }) | undefined;
  return (spec?.jobTemplate?.spec ?? spec)?.template?.spec;
}

export function containersOf(object: KubernetesObject): readonly Container[] {
  const pod = podOf(object);
  return pod ? [...(pod.initContainers ?? []), ...pod.containers] : [];
}

/** Every string anywhere in a value. */
export function stringsOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}
