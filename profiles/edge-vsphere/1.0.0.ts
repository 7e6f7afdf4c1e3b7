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
import { vsphereSiteParameters } from "../parameters/vsphere-site.ts";

const kubernetes = "v1.33.10";

/** kubeadm on virtual machines that the hub orders from a vCenter, through Cluster API. */
export const edgeVsphere: Profile<Site> = defineProfile({
  name: "edge-vsphere",
  version: "1.0.0",
  siteKind: "cluster",
  kubernetes: { distribution: "kubeadm", version: "1.33.10" },
  provisioner: {
    engine: "capi-vsphere",
    api: "v1beta2",
    kubernetes,
    template: `ubuntu-24.04-kubernetes-${kubernetes}`,
    machine: { cpus: 4, memoryMiB: 8192 },
    // The hosts of an edge site have no room for one machine more.
    maxSurge: 0,
    kubeVip,
    installer,
    imageRepository: "kubernetes",
    secretStore,
  },
  parameters: vsphereSiteParameters,
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
