/** Names that the parts of SuperEdge share. */

import type { KubernetesObject } from "../../../model/manifest.ts";

/** Its own manifests use no other, and edge-health looks for its settings in it. */
export const NAMESPACE = "edge-system";

/** Of every server that joined by this engine, for life: units, DaemonSets and policies select by it. */
export const RUNTIME_LABEL = { "flotilla.dev/runtime": "superedge" } as const;

/** Of pods that belong on the servers of sites and go on when a server looks lost. */
export const onEdge = {
  nodeSelector: RUNTIME_LABEL,
  priorityClassName: "system-node-critical",
  tolerations: [{ operator: "Exists" }],
} as const;

/** Of pods that belong on the hub's own servers. */
export const onHub = {
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: "flotilla.dev/runtime", operator: "DoesNotExist" }] }],
      },
    },
  },
  priorityClassName: "system-cluster-critical",
} as const;

/** Value of an environment variable out of the pod itself. */
export function fromPod(name: string, fieldPath: string) {
  return { name, valueFrom: { fieldRef: { fieldPath } } };
}

/** A file that a program reads, by the name of its ConfigMap. */
export function settingsFile(name: string, file: string, text: string): KubernetesObject {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace: NAMESPACE }, data: { [file]: text } };
}

interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}

export const policyRule = (
  group: string,
  resources: readonly string[],
  verbs: readonly string[],
  resourceNames?: readonly string[],
): PolicyRule => ({ apiGroups: [group], resources, verbs, ...(resourceNames && { resourceNames }) });

export const READ = ["get", "list", "watch"] as const;

/**
 * A service account with its rights.
 *
 * @param rules in the whole cluster
 * @param own in its namespace
 */
export function account(
  name: string,
  rules: readonly PolicyRule[],
  own: readonly PolicyRule[] = [],
): readonly KubernetesObject[] {
  const apiGroup = "rbac.authorization.k8s.io";
  const apiVersion = `${apiGroup}/v1`;
  const subjects = [{ kind: "ServiceAccount", name, namespace: NAMESPACE }];
  const title = `superedge-${name}`;
  const named = (kind: string, given: readonly PolicyRule[], metadata: KubernetesObject["metadata"]) => [
    { apiVersion, kind, metadata, rules: given },
    { apiVersion, kind: `${kind}Binding`, metadata, roleRef: { apiGroup, kind, name: metadata.name }, subjects },
  ];
  return [
    { apiVersion: "v1", kind: "ServiceAccount", metadata: { name, namespace: NAMESPACE } },
    ...(rules.length > 0 ? named("ClusterRole", rules, { name: title }) : []),
    ...(own.length > 0 ? named("Role", own, { name, namespace: NAMESPACE }) : []),
  ] as unknown as readonly KubernetesObject[];
}
