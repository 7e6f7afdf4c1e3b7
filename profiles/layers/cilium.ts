/** The network of a small site: Cilium in place of kube-proxy, without Envoy and Hubble. */

import { HelmChart } from "../../constructs/helm-chart.ts";
import { defineLayer } from "../../constructs/profile.ts";
import type { Site } from "../../constructs/site.ts";
import { isIpv6 } from "../../model/network.ts";
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
    privileged: { all: "programs the network of each server's kernel; its chart's pods are not seen here" },
    inputs: (site: Site) => ({
      registry: site.registry,
      ...ipv4Pods(site),
      ...ipv6Pods(site),
      apiServer: { ...apiServer(site) },
    }),
    render(scope, { registry, pods, ipv6, apiServer: { host, port } }) {
      new HelmChart(scope, "cilium", {
        name: "cilium",
        namespace: "kube-system",
        source: mirroredChart(registry, "cilium", version),
        values: {
          // The mirror may hold other digests than the upstream registry that the chart pins.
          image: { repository: `${registry}/cilium/cilium`, useDigest: false },
          kubeProxyReplacement: "true",
          ...(ipv6 !== undefined && { ipv6: { enabled: true } }),
          // Nodes without IPv4 have no address for the tunnel's usual one either.
          ...(pods === undefined && { ipv4: { enabled: false }, underlayProtocol: "ipv6" }),
          k8sServiceHost: host,
          k8sServicePort: port,
          ipam: {
            mode: "cluster-pool",
            operator: {
              ...(pods !== undefined && { clusterPoolIPv4PodCIDRList: [pods], clusterPoolIPv4MaskSize: 24 }),
              ...(ipv6 && ipv6Pool(ipv6)),
            },
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

/** None at a site whose servers have IPv6 alone. */
function ipv4Pods({ network: { nodes, pods } }: Site): { readonly pods?: string } {
  if (nodes.length > 0 && nodes.every(isIpv6)) return {};
  return { pods: pods.find((range) => !isIpv6(range)) ?? defaultPods };
}

/** Absent at nearly every site, so that their inputs and what is made of them stay what they are. */
function ipv6Pods(site: Site): { readonly ipv6?: string } {
  const ipv6 = site.network.pods.find(isIpv6);
  return ipv6 === undefined ? {} : { ipv6 };
}

/** Cilium divides a pool into at most 2^16 parts (pkg/ipam/cidrset, clusterSubnetMaxDiff at v1.18). */
function ipv6Pool(range: string) {
  const prefix = Number(range.slice(range.indexOf("/") + 1));
  return { clusterPoolIPv6PodCIDRList: [range], clusterPoolIPv6MaskSize: Math.min(prefix + 16, 120) };
}
