/** When Cluster API takes a server for lost, and what it does then. */

import type { Site } from "../../../constructs/site.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { GROUPS, namespaceOf } from "./names.ts";

/** A server boots its firmware, an installer and its own system before it is a node. */
const STARTUP_SECONDS = 3600;

/** Longer than a reboot, and than a short failure of power or of the site's own network. */
const UNREADY_SECONDS = 900;

/**
 * What happens to a server that does not come back: it is rebooted over its BMC, twice at most. Without
 * this Cluster API deletes the machine, which at the edge means the disks of a server.
 */
export function healthCheck(site: Site): readonly KubernetesObject[] {
  const metadata = { name: site.name, namespace: namespaceOf(site) };
  const infrastructure = `${GROUPS.infrastructure}/v1beta2`;
  return [
    {
      apiVersion: infrastructure,
      kind: "Metal3RemediationTemplate",
      metadata,
      spec: { template: { spec: { strategy: { type: "Reboot", retryLimit: 2, timeoutSeconds: UNREADY_SECONDS } } } },
    },
    {
      apiVersion: `${GROUPS.cluster}/v1beta2`,
      kind: "MachineHealthCheck",
      metadata,
      spec: {
        clusterName: site.name,
        selector: { matchLabels: { "cluster.x-k8s.io/cluster-name": site.name } },
        checks: {
          nodeStartupTimeoutSeconds: STARTUP_SECONDS,
          unhealthyNodeConditions: ["False", "Unknown"].map((status) => ({
            type: "Ready",
            status,
            timeoutSeconds: UNREADY_SECONDS,
          })),
        },
        remediation: {
          // More than one at a time is a failure of the site, which no reboot repairs.
          triggerIf: { unhealthyLessThanOrEqualTo: 1 },
          templateRef: { apiVersion: infrastructure, kind: "Metal3RemediationTemplate", name: site.name },
        },
      },
    },
  ];
}
