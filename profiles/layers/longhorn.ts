/** Storage on a site's servers with copies, by Longhorn. */

import { HelmChart } from "../../constructs/helm-chart.ts";
import { defineLayer } from "../../constructs/profile.ts";
import type { Site } from "../../constructs/site.ts";
import { mirroredChart, multiArchitectureImage } from "./image.ts";
import { securedNamespace } from "./pod-security.ts";

const version = "1.10.2";
const namespace = "longhorn-system";

/** Where volumes lie on every server; Kairos keeps it across reboots by itself. */
export const longhornFolder = "/var/lib/longhorn";

/** deploy/longhorn-images.txt of the release, without its command line tool. */
export const longhornImages = [
  ...[
    "backing-image-manager",
    "longhorn-engine",
    "longhorn-instance-manager",
    "longhorn-manager",
    "longhorn-share-manager",
    "longhorn-ui",
  ].map((name) => multiArchitectureImage(`longhornio/${name}`, `v${version}`)),
  multiArchitectureImage("longhornio/csi-attacher", "v4.10.0-20251226"),
  multiArchitectureImage("longhornio/csi-node-driver-registrar", "v2.15.0-20251226"),
  multiArchitectureImage("longhornio/csi-provisioner", "v5.3.0-20251226"),
  multiArchitectureImage("longhornio/csi-resizer", "v1.14.0-20260119"),
  multiArchitectureImage("longhornio/csi-snapshotter", "v8.4.0-20251226"),
  multiArchitectureImage("longhornio/livenessprobe", "v2.17.0-20251226"),
  multiArchitectureImage("longhornio/support-bundle-kit", "v0.0.79"),
];

/** Replicated block storage on the servers' own disks, a copy on each server up to three. */
export const longhorn = defineLayer({
  name: "longhorn",
  category: "csi",
  privileged: { all: "keeps and mounts volumes on the disks of servers; its chart's pods are not seen here" },
  inputs: (site: Site, parameters: { readonly storageEngine: "local-path" | "longhorn" }) =>
    parameters.storageEngine === "longhorn"
      ? { registry: site.registry, replicas: Math.min(3, site.hosts.length) }
      : undefined,
  render(scope, { registry, replicas }) {
    securedNamespace(scope, namespace, "privileged");
    new HelmChart(scope, "longhorn", {
      name: "longhorn",
      namespace,
      source: mirroredChart(registry, "longhorn", version),
      values: {
        global: { imageRegistry: registry },
        persistence: { defaultClassReplicaCount: replicas, volumeBindingMode: "WaitForFirstConsumer" },
        csi: {
          attacherReplicaCount: 1,
          provisionerReplicaCount: 1,
          resizerReplicaCount: 1,
          snapshotterReplicaCount: 1,
        },
        longhornUI: { replicas: 1 },
        defaultSettings: {
          defaultDataPath: `${longhornFolder}/`,
          // With one copy every drain would wait for ever for the last replica to leave.
          nodeDrainPolicy: replicas === 1 ? "always-allow" : "block-if-contains-last-replica",
          upgradeChecker: false,
          allowCollectingLonghornUsageMetrics: false,
        },
        // A hook job: the chart's own advice for delivery by GitOps.
        preUpgradeChecker: { jobEnabled: false },
      },
    });
  },
});
