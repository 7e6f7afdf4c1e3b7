/** Namespace and Cluster of a site. */

import type { Site } from "../../../constructs/site.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { GROUPS, namespaceOf, type ObjectRef } from "./names.ts";
import { omitEmpty } from "./omit-empty.ts";

/** The site's namespace on the hub, which runs no pods. */
export function siteNamespace(site: Site): KubernetesObject {
  return {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: namespaceOf(site), labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
  };
}

/**
 * The Cluster; paused while the site is held or its hub comes back from a back-up, so that neither a rollout nor a repair
 * begins. Every controller asks the Cluster, those of health checks among them (util/paused EnsurePausedCondition, v1.13).
 */
export function cluster(site: Site, infrastructure: ObjectRef): KubernetesObject {
  const { pods, services } = site.network;
  return {
    apiVersion: `${GROUPS.cluster}/v1beta2`,
    kind: "Cluster",
    metadata: { name: site.name, namespace: namespaceOf(site) },
    spec: omitEmpty({
      paused: site.isPaused ? true : undefined,
      clusterNetwork: {
        pods: { cidrBlocks: pods },
        services: { cidrBlocks: services },
      },
      controlPlaneRef: { apiGroup: GROUPS.controlPlane, kind: "KubeadmControlPlane", name: site.name },
      infrastructureRef: infrastructure,
    }),
  };
}
