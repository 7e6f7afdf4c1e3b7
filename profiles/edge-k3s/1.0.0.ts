/** A site that stands alone: K3s on immutable Kairos hosts. */

import { defineProfile, type Profile } from "../../constructs/profile.ts";
import type { Site } from "../../constructs/site.ts";
import { isIpv6 } from "../../model/network.ts";
import { siteAdmission } from "../layers/admission/admission.ts";
import { cilium, ciliumImages } from "../layers/cilium.ts";
import { externalSecretsImages, siteExternalSecrets } from "../layers/external-secrets.ts";
import { siteFacts } from "../layers/facts/site.ts";
import { multiArchitectureImage } from "../layers/image.ts";
import { installer } from "../layers/installer.ts";
import { k3sImages } from "../layers/k3s-images.ts";
import { kairosOperator, kairosOperatorImages, kairosOperatorNamespace } from "../layers/kairos-operator.ts";
import { kubeVip } from "../layers/kube-vip.ts";
import { localPath, localPathFolder, localPathImages } from "../layers/local-path.ts";
import { logShipper, logShipperImages } from "../layers/logs/shipper.ts";
import { longhorn, longhornFolder, longhornImages } from "../layers/longhorn.ts";
import { metricsAgent } from "../layers/metrics/agent.ts";
import { prometheusImage } from "../layers/metrics/prometheus.ts";
import { siteTenants } from "../layers/tenants/site.ts";
import { traefik, traefikImages } from "../layers/traefik.ts";
import { clusterSiteParameters } from "../parameters/cluster-site.ts";

/** Kairos publishes an image for each architecture; the mirror joins them under one tag. */
const os = multiArchitectureImage("kairos/ubuntu", "24.04-standard-generic-v4.0.3-k3s-v1.33.10-k3s1");

/** K3s on immutable Kairos hosts: one to three servers that go on without their hub. */
export const edgeK3s: Profile<Site> = defineProfile({
  name: "edge-k3s",
  version: "1.0.0",
  siteKind: "cluster",
  kubernetes: { distribution: "k3s", version: "1.33.10" },
  provisioner: {
    engine: "kairos",
    os,
    k3s: "v1.33.10+k3s1",
    concurrency: 1,
    kubeVip,
    installer,
    // Layers bring their own storage; nothing here balances load or terminates TLS at the edge.
    disable: ["local-storage", "servicelb", "traefik"],
    operatorNamespace: kairosOperatorNamespace,
    // Kairos forgets every other folder at a reboot.
    persistent: [localPathFolder],
    volumes: [localPathFolder, longhornFolder],
  },
  parameters: clusterSiteParameters,
  images: [
    os,
    kubeVip,
    installer,
    ...k3sImages,
    ...kairosOperatorImages,
    ...ciliumImages,
    ...localPathImages,
    ...longhornImages,
    prometheusImage,
    ...logShipperImages,
    ...traefikImages,
    ...externalSecretsImages,
  ],
  layers: [
    kairosOperator,
    siteExternalSecrets,
    siteFacts,
    // K3s serves the API on this port of every host, servers and agents alike, at the loopback of the family of its services.
    cilium(({ network }) => ({ host: network.nodes.every(isIpv6) ? "::1" : "127.0.0.1", port: 6444 })),
    localPath,
    longhorn,
    siteTenants,
    siteAdmission,
    traefik,
    metricsAgent({ kubeletVerified: true }),
    logShipper,
  ],
});
