/** Where a pod runs and who its peers are, told in variables. */

import type { JsonObject } from "../../../model/json.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { PEERS } from "../../../model/topology-variables.ts";
import type { Workload } from "./workload.ts";

/**
 * The node and the pod by the downward API, which knows no labels of nodes (k8s.io/api core/v1 EnvVarSource); zone and region
 * are those of the place that the pod is made for.
 */
export function topologyVariables({ spec, place, metadata }: Workload): readonly JsonObject[] {
  const { region, zone, site } = place;
  return [
    ...(spec.topology
      ? [
          ...podFields({ NODE_NAME: "spec.nodeName", POD_NAME: "metadata.name", POD_IP: "status.podIP" }),
          { name: "REGION", value: region },
          { name: "ZONE", value: zone },
          ...(site === undefined ? [] : [{ name: "SITE", value: site }]),
        ]
      : []),
    ...(spec.peers ? [{ name: PEERS, value: `${peersName(metadata)}.${metadata.namespace}.svc` }] : []),
  ];
}

/** Variables that the kubelet fills in from the pod. @param fields path by the name of the variable */
export function podFields(fields: Readonly<Record<string, string>>): readonly JsonObject[] {
  return Object.entries(fields).map(([name, fieldPath]) => ({ name, valueFrom: { fieldRef: { fieldPath } } }));
}

/** A Service without an address of its own: its name leads to the pods of this place that are ready, and to no others. */
export function peersService({ metadata, selector }: Workload): KubernetesObject {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { ...metadata, name: peersName(metadata) },
    spec: { type: "ClusterIP", clusterIP: "None", selector },
  };
}

export function peersName({ name }: Pick<Workload["metadata"], "name">): string {
  return `${name}-peers`;
}
