/** When Cluster API takes a machine for lost. */

import type { Site } from "../../../constructs/site.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { GROUPS, namespaceOf } from "./names.ts";

/** Longer than a reboot, and than a short failure of power or of the site's own network. */
export const UNREADY_SECONDS = 900;

interface HealthCheck {
  /** How long a new machine may take until it is a node. */
  readonly startupSeconds: number;
  /** What repairs a lost machine instead of Cluster API, which deletes it and makes another. */
  readonly remediation?: KubernetesObject;
}

/** The MachineHealthCheck of all machines of the site, control planes and workers. */
export function healthCheck(site: Site, { startupSeconds, remediation }: HealthCheck): KubernetesObject {
  return {
    apiVersion: `${GROUPS.cluster}/v1beta2`,
    kind: "MachineHealthCheck",
    metadata: { name: site.name, namespace: namespaceOf(site) },
    spec: {
      clusterName: site.name,
      selector: { matchLabels: { "cluster.x-k8s.io/cluster-name": site.name } },
      checks: {
        nodeStartupTimeoutSeconds: startupSeconds,
        unhealthyNodeConditions: ["False", "Unknown"].map((status) => ({
          type: "Ready",
          status,
          timeoutSeconds: UNREADY_SECONDS,
        })),
      },
      remediation: {
        // More than one at a time is a failure of the site, which no repair of machines ends.
        triggerIf: { unhealthyLessThanOrEqualTo: 1 },
        ...(remediation && { templateRef: templateRef(remediation) }),
      },
    },
  };
}

function templateRef({ apiVersion, kind, metadata }: KubernetesObject) {
  return { apiVersion, kind, name: metadata.name };
}
