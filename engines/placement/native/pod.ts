/** The pod of an app, as its Deployment, Job or CronJob makes it. */

import { configHash } from "./config-map.ts";
import { container, furtherContainers, initContainers } from "./container.ts";
import { scheduling } from "./scheduling.ts";
import { filesOf, hasClaim, podVolumes } from "./volumes.ts";
import type { Workload } from "./workload.ts";

/** @param restartPolicy that of a job; absent: Kubernetes' default, `Always` */
export function podTemplate(workload: Workload, restartPolicy?: "OnFailure" | "Never") {
  const { metadata, config } = workload;
  const files = filesOf(workload);
  const hashed = Object.keys(config).length > 0 || files.length > 0;
  const init = initContainers(workload);
  const volumes = podVolumes(workload);
  return {
    metadata: {
      labels: metadata.labels,
      ...(hashed && { annotations: { "flotilla.dev/config-hash": configHash(config, files) } }),
    },
    spec: {
      automountServiceAccountToken: false,
      ...(restartPolicy && { restartPolicy }),
      securityContext: {
        runAsNonRoot: true,
        seccompProfile: { type: "RuntimeDefault" },
        // A volume on a block device belongs to root when it is made; the group makes it the app's.
        ...(hasClaim(workload) && { fsGroup: VOLUME_GROUP, fsGroupChangePolicy: "OnRootMismatch" }),
      },
      terminationGracePeriodSeconds: 30,
      ...scheduling(workload),
      ...(init.length > 0 && { initContainers: init }),
      containers: [container(workload), ...furtherContainers(workload)],
      ...(volumes.length > 0 && { volumes }),
    },
  };
}

/** Any number but root's; that of `nobody`, which the platform's own pods have. */
const VOLUME_GROUP = 65534;
