import { defineProfile, type Profile } from "../../constructs/profile.ts";
import type { Site } from "../../constructs/site.ts";
import { siteAdmission } from "../layers/admission/admission.ts";
import { cilium, ciliumImages } from "../layers/cilium.ts";
import { externalSecretsImages, siteExternalSecrets } from "../layers/external-secrets.ts";
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
import { traefik, traefikImages } from "../layers/traefik.ts";
import { metalSiteParameters } from "../parameters/metal-site.ts";

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
    images: {
      amd64: `os/ubuntu-24.04-kubernetes-${kubernetes}-amd64.qcow2`,
      arm64: `os/ubuntu-24.04-kubernetes-${kubernetes}-arm64.qcow2`,
    },
    // A site has no spare server to put a new machine on.
    maxSurge: 0,
    kubeVip,
    installer,
    imageRepository: "kubernetes",
    secretStore,
  },
  parameters: metalSiteParameters,
  images: [
    kubeVip,
    installer,
    ...kubeadmImages,
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
    // Before there are services the API answers at the site's virtual address alone.
    cilium((site) => ({ host: site.controlPlaneAddress ?? "127.0.0.1", port: 6443 })),
    localPath,
    longhorn,
    siteTenants,
    siteAdmission,
    traefik,
    metricsAgent({ kubeletVerified: false }),
    logShipper,
  ],
});
