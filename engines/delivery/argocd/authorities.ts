/** The ConfigMap out of which Argo CD takes the authorities of its repositories. */

import type { KubernetesObject } from "../../../model/manifest.ts";
import type { DeliveryCluster } from "../../engine.ts";
import { repositoryOf } from "./chart-location.ts";
import { NAMESPACE } from "./names.ts";

/**
 * One key for each host that the repository server speaks to: Argo CD looks for authorities by the name of a host
 * without its port, for Git, for charts in registries and for artifacts (argo-cd v3.2 util/cert/cert.go GetCertBundlePathForRepository,
 * util/git/client.go, pkg/apis/application/v1alpha1/repository_types.go getCAPath). The file of a host is read anew for
 * each fetch, so a new authority counts without a restart as soon as the kubelet has it; it lies in the root folder,
 * which is read at a held site too. For its host it takes the place of the system's authorities, so a bundle must hold
 * every authority that these hosts use.
 *
 * @param pem certificates
 */
export function authoritiesConfigMap(target: DeliveryCluster, pem: string): KubernetesObject {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "argocd-tls-certs-cm", namespace: NAMESPACE, labels: { "app.kubernetes.io/part-of": "argocd" } },
    data: Object.fromEntries(hostsOf(target).map((host) => [host, pem])),
  };
}

/** Sorted, each once. */
function hostsOf({ repository, registry, charts = [], artifacts }: DeliveryCluster): readonly string[] {
  const addresses = [repository, registry, ...charts.map(repositoryOf), ...(artifacts ? [artifacts.url] : [])];
  return [...new Set(addresses.map(hostOf))].filter((host) => host !== "").sort();
}

/** Of a URL, or of an address without a scheme. */
function hostOf(address: string): string {
  return new URL(address.includes("://") ? address : `https://${address}`).hostname;
}
