import { defineProfile, type Profile } from "../../constructs/profile.ts";
import type { Site } from "../../constructs/site.ts";
import { cilium, ciliumImages } from "../layers/cilium.ts";
import { siteFacts } from "../layers/facts/site.ts";
import { installer } from "../layers/installer.ts";
import { kubeVip } from "../layers/kube-vip.ts";
import { kubeadmImages } from "../layers/kubeadm-images.ts";
import { localPath, localPathImages } from "../layers/local-path.ts";
import { logShipper, logShipperImages } from "../layers/logs/shipper.ts";
import { longhorn, longhornImages } from "../layers/longhorn.ts";
import { metricsAgent } from "../layers/metrics/agent.ts";
import { prometheusImage } from "../layers/metrics/prometheus.ts";
import { secretStore } from "../layers/secrets.ts";
import { siteTenants } from "../layers/tenants/site.ts";
import { clusterSiteParameters } from "../parameters/cluster-site.ts";

const kubernetes = "v1.33.10";

/** kubeadm on servers that the hub installs over their BMC, through Cluster API and Metal3. */
export const edgeMetal: Profile<Site> = defineProfile({
  name: "edge-metal",
  version: "1.0.0",
  siteKind: "cluster",
  kubernetes: { distribution: "kubeadm", version: "1.33.10" },
  provisioner: {
    engine: "capi-metal3",
    kubernetes,
    // Built with image-builder; whoever fills a mirror with other builds pins a copy with their checksums.
    images: {
      amd64: {
        path: `os/ubuntu-24.04-kubernetes-${kubernetes}-amd64.qcow2`,
        sha256: "5a43f2f35d4a5cb8ec27ae2b2ee6a2e0c5cf4ed1ad1d8f4aef6d3b7a2b6c91d0",
      },
      arm64: {
        path: `os/ubuntu-24.04-kubernetes-${kubernetes}-arm64.qcow2`,
        sha256: "c1f7ad0c4d5e0a8db5f4b3b8a2b1a5e0ef7a6d2c9b4e8f1d3a6c7b9e0d2f4a61",
      },
    },
    // A site has no spare server to put a new machine on.
    maxSurge: 0,
    kubeVip,
    installer,
    imageRepository: "kubernetes",
    secretStore,
  },
  parameters: clusterSiteParameters,
  images: [
    kubeVip,
    installer,
    ...kubeadmImages,
    ...ciliumImages,
    ...localPathImages,
    ...longhornImages,
    prometheusImage,
    ...logShipperImages,
  ],
  layers: [
    siteFacts,
    // Before there are services the API answers at the site's virtual address alone.
    cilium((site) => ({ host: site.controlPlaneAddress ?? "127.0.0.1", port: 6443 })),
    localPath,
    longhorn,
    siteTenants,
    metricsAgent({ kubeletVerified: false }),
    logShipper,
  ],
});
