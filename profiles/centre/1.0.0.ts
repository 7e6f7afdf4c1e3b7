import type { Centre } from "../../constructs/centre.ts";
import { defineProfile, type Profile } from "../../constructs/profile.ts";
import { externalSecrets, externalSecretsImages } from "../layers/external-secrets.ts";
import { centreFacts } from "../layers/facts/centre.ts";
import { centreMetrics } from "../layers/metrics/centre.ts";
import { prometheusImage } from "../layers/metrics/prometheus.ts";
import { regionIndex } from "../layers/region-index.ts";
import { centreParameters } from "../parameters/centre.ts";

/**
 * The headquarters cluster: the index of the regions and a digest of their metrics. Like a hub it
 * exists before Flotilla comes, with its network, its storage driver and the ClusterSecretStore `fleet`.
 */
export const centre: Profile<Centre> = defineProfile({
  name: "centre",
  version: "1.0.0",
  kubernetes: { distribution: "kubeadm", version: "1.33.10" },
  provisioner: { engine: "existing" },
  parameters: centreParameters,
  images: [...externalSecretsImages, prometheusImage],
  layers: [externalSecrets, centreFacts, regionIndex, centreMetrics],
});
