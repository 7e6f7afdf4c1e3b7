import { defineProfile, type Profile } from "../../constructs/profile.ts";
import type { Site } from "../../constructs/site.ts";
import { cilium, ciliumImages } from "../layers/cilium.ts";
import { externalSecretsImages, siteExternalSecrets } from "../layers/external-secrets.ts";
import { siteFacts } from "../layers/facts/site.ts";
import { multiArchitectureImage } from "../layers/image.ts";
import { installer } from "../layers/installer.ts";
import { localPath, localPathImages } from "../layers/local-path.ts";
import { logShipper, logShipperImages } from "../layers/logs/shipper.ts";
import { longhorn, longhornImages } from "../layers/longhorn.ts";
import { metricsAgent } from "../layers/metrics/agent.ts";
import { prometheusImage } from "../layers/metrics/prometheus.ts";
import { secretStore } from "../layers/secrets.ts";
import { siteTenants } from "../layers/tenants/site.ts";
import { traefik, traefikImages } from "../layers/traefik.ts";
import { packagedSiteParameters } from "../parameters/packaged-site.ts";

const images = {
  /** Built by the fleet's own team: nobody publishes one (docs/engines/eggo.md). */
  eggo: multiArchitectureImage("eggo/eggo", "1.0.0-alpha-57"),
  installer,
  pause: multiArchitectureImage("kubernetes/pause", "3.10"),
};

const rpm = (name: string) => ({ name, type: "pkg" }) as const;

/**
 * Kubernetes out of openEuler's packages on servers that have openEuler already, of both architectures, by eggo. The last
 * version that eggo's services start: it has no policies at the API server, and the project stands still. For new sites
 * take edge-k3s or edge-metal.
 */
export const edgeEggo: Profile<Site> = defineProfile({
  name: "edge-eggo",
  version: "1.0.0",
  siteKind: "cluster",
  kubernetes: { distribution: "packaged", version: "1.25.3" },
  provisioner: {
    engine: "eggo",
    os: { name: "openEuler 22.03 LTS", id: "openEuler" },
    kubernetes: "v1.25.3",
    runtime: "isulad",
    // The team packs them and writes their sums down here; each version of an archive is another version of the profile.
    packages: {
      amd64: {
        path: "eggo/openeuler-22.03-kubernetes-1.25.3-amd64.tar.gz",
        sha256: "5f0a1c6f4c3a8d0d6a3b3e8a8a7d5b1f0c9e2d4b6a8c0e1f3a5b7d9c1e3f5a7b",
      },
      arm64: {
        path: "eggo/openeuler-22.03-kubernetes-1.25.3-arm64.tar.gz",
        sha256: "a7c5e3f1b9d7c5a3f1e0c8a6b4d2e9c0f1b5d7a8a8e3b3a6d0d8a3c4f6c1a0f5",
      },
    },
    install: {
      etcd: [rpm("etcd")],
      master: [rpm("kubernetes-client,kubernetes-master")],
      worker: [rpm("kubernetes-client,kubernetes-node,kubernetes-kubelet"), rpm("conntrack-tools,socat")],
      network: [rpm("containernetworking-plugins")],
      container: [rpm("libwebsockets,protobuf,grpc,libcgroup"), rpm("yajl,lxc,lxc-libs,lcr,clibcni,iSulad")],
      dns: [rpm("coredns")],
      loadbalance: [rpm("gperftools-libs,libunwind"), rpm("nginx,nginx-filesystem,nginx-mod-stream")],
    },
    // Of Cilium's tunnels and health checks; those of Kubernetes itself eggo opens.
    openPorts: {
      worker: [
        { port: 8472, protocol: "udp" },
        { port: 4240, protocol: "tcp" },
      ],
    },
    loadBalancer: "nginx",
    images,
    secretStore,
  },
  parameters: packagedSiteParameters,
  images: [
    ...Object.values(images),
    ...ciliumImages,
    ...localPathImages,
    ...longhornImages,
    prometheusImage,
    ...logShipperImages,
    ...traefikImages,
    ...externalSecretsImages,
  ],
  layers: [
    siteExternalSecrets,
    siteFacts,
    // Beside kube-proxy, which eggo starts on every server; what Cilium takes, kube-proxy never sees.
    cilium((site) => ({ host: apiHost(site), port: 6443 })),
    localPath,
    longhorn,
    siteTenants,
    traefik,
    metricsAgent({ kubeletVerified: false }),
    logShipper,
  ],
});

/** The only control plane, or the first worker, on which nginx stands before several. */
function apiHost({ hosts, controlPlanes }: Site): string {
  const balancer = controlPlanes.length > 1 ? hosts.find(({ spec }) => spec.role === "worker") : undefined;
  return (balancer ?? controlPlanes[0])?.address ?? "127.0.0.1";
}
