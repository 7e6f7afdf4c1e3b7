import type { Centre } from "../../constructs/centre.ts";
import { defineProfile, type Profile } from "../../constructs/profile.ts";
import { externalSecrets, externalSecretsImages } from "../layers/external-secrets.ts";
import { centreFacts } from "../layers/facts/centre.ts";
import { installer } from "../layers/installer.ts";
import { karmada, karmadaAgent, karmadaImages } from "../layers/karmada.ts";
import { centreMetrics } from "../layers/metrics/centre.ts";
import { prometheusImage } from "../layers/metrics/prometheus.ts";
import { regionIndex } from "../layers/region-index.ts";
import { secretStore } from "../layers/secrets.ts";
import { federatingCentreParameters } from "../parameters/federating-centre.ts";

/** The centre of version 1.0.0 with Karmada, which hands apps out to the hubs that say `federation` in their region.yaml. */
export const federatingCentre: Profile<Centre> = defineProfile({
  name: "centre",
  version: "1.1.0",
  kubernetes: { distribution: "kubeadm", version: "1.33.10" },
  provisioner: { engine: "existing" },
  federation: { engine: "karmada", agent: karmadaAgent, kubectl: installer, secretStore },
  parameters: federatingCentreParameters,
  images: [...externalSecretsImages, prometheusImage, ...karmadaImages],
  layers: [externalSecrets, karmada, centreFacts, regionIndex, centreMetrics],
});
