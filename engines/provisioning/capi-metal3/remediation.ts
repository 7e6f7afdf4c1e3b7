/** What Metal3 does with a server that Cluster API takes for lost. */

import type { Site } from "../../../constructs/site.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { healthCheck, UNREADY_SECONDS } from "../cluster-api/health-check.ts";
import { GROUPS, namespaceOf } from "../cluster-api/names.ts";

/** A server boots its firmware, an installer and its own system before it is a node. */
const STARTUP_SECONDS = 3600;

/**
 * What happens to a server that does not come back: it is rebooted over its BMC, twice at most. Without
 * this Cluster API deletes the machine, which at the edge means the disks of a server.
 */
export function remediation(site: Site): readonly KubernetesObject[] {
  const template: KubernetesObject = {
    apiVersion: `${GROUPS.infrastructure}/v1beta2`,
    kind: "Metal3RemediationTemplate",
    metadata: { name: site.name, namespace: namespaceOf(site) },
    spec: { template: { spec: { strategy: { type: "Reboot", retryLimit: 2, timeoutSeconds: UNREADY_SECONDS } } } },
  };
  return [template, healthCheck(site, { startupSeconds: STARTUP_SECONDS, remediation: template })];
}
