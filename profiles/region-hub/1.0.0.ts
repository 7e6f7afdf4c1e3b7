import type { Hub } from "../../constructs/hub.ts";
import { defineProfile, type Profile } from "../../constructs/profile.ts";
import { hubAdmission } from "../layers/admission/admission.ts";
import { hubBackup, hubBackupImages } from "../layers/backup/hub.ts";
import { certManager, certManagerImages } from "../layers/cert-manager.ts";
import { clusterApiOperator } from "../layers/cluster-api/operator.ts";
import { clusterApi, clusterApiImages } from "../layers/cluster-api/providers.ts";
import { externalSecrets, externalSecretsImages } from "../layers/external-secrets.ts";
import { hubFacts } from "../layers/facts/hub.ts";
import { hubLogImages, hubLogs } from "../layers/logs/hub.ts";
import { metal3, metal3Images } from "../layers/metal3/metal3.ts";
import { hubMetrics } from "../layers/metrics/hub.ts";
import { prometheusImage } from "../layers/metrics/prometheus.ts";
import { hubTenants } from "../layers/tenants/hub.ts";
import { hubParameters } from "../parameters/hub.ts";

/**
 * The management cluster of a region. It exists before Flotilla comes: its servers, network and
 * storage driver, and the ClusterSecretStore `fleet`, are its operators' own. From then on these
 * layers are Flotilla's.
 */
export const regionHub: Profile<Hub> = defineProfile({
  name: "region-hub",
  version: "1.0.0",
  // The newest that KubeEdge 1.23 works with.
  kubernetes: { distribution: "kubeadm", version: "1.32.11" },
  provisioner: { engine: "existing" },
  parameters: hubParameters,
  images: [
    ...certManagerImages,
    ...externalSecretsImages,
    ...clusterApiImages,
    ...metal3Images,
    prometheusImage,
    ...hubLogImages,
    ...hubBackupImages,
  ],
  layers: [
    certManager,
    externalSecrets,
    hubFacts,
    clusterApiOperator,
    clusterApi,
    metal3,
    hubTenants,
    hubAdmission,
    hubMetrics,
    hubLogs,
    hubBackup,
  ],
});
