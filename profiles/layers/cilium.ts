/** The network of a small site: Cilium in place of kube-proxy, without Envoy and Hubble. */

import { HelmChart } from "../../constructs/helm-chart.ts";
import { defineLayer } from "../../constructs/profile.ts";
import type { Site } from "../../constructs/site.ts";
import { mirroredChart, multiArchitectureImage } from "./image.ts";

const version = "1.18.9";

export const ciliumImages = [
  multiArchitectureImage("cilium/cilium", `v${version}`),
  multiArchitectureImage("cilium/operator-generic", `v${version}`),
];

/** Where the agents reach the API server while there is no kube-proxy to reach it through. */
export interface ApiServerAddress {
  readonly host: string;
  readonly port: number;
}

/** Pod range of K3s itself, for a site that names none. */
const defaultPods = "10.42.0.0/16";

/**
 * Cilium in place of kube-proxy, one operator, without Envoy and Hubble: what a site of one to three
 * servers needs and nothing that keeps certificates in the chart's output.
 */
export function cilium(apiServer: (site: Site) => ApiServerAddress) {
  return defineLayer({
    name: "cilium",
    category: "cni",
    privileged: true,
    inputs: (site: Site) => ({
      registry: site.registry,
      pods: site.spec.network.pods ?? defaultPods,
      apiServer: { ...apiServer(site) },
    }),
    render(scope, { registry, pods, apiServer: { host, port } }) {
      new HelmChart(scope, "cilium", {
        name: "cilium",
        namespace: "kube-system",
        source: mirroredChart(registry, "cilium", version),
        values: {
          // The mirror may hold other digests than the upstream registry that the chart pins.
          image: { repository: `${registry}/cilium/cilium`, useDigest: false },
          kubeProxyReplacement: "true",
          k8sServiceHost: host,
          k8sServicePort: port,
          ipam: {
            mode: "cluster-pool",
            operator: { clusterPoolIPv4PodCIDRList: [pods], clusterPoolIPv4MaskSize: 24 },
          },
          operator: {
            image: { repository: `${registry}/cilium/operator`, useDigest: false },
            replicas: 1,
            rollOutPods: true,
            resources: { requests: { cpu: "20m", memory: "64Mi" }, limits: { memory: "256Mi" } },
          },
          rollOutCiliumPods: true,
          resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "1Gi" } },
          l7Proxy: false,
          envoy: { enabled: false },
          hubble: { enabled: false },
        },
      });
    },
  });
}
