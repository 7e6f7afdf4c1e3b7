/** When Cluster API takes a machine for lost. */

import type { Site } from "../../../constructs/site.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { controlPlaneName, GROUPS, namespaceOf } from "./names.ts";

/** Longer than a reboot, and than a short failure of power or of the site's own network. */
export const UNREADY_SECONDS = 900;

/** Cluster API waits for the first node of a machine as long as it takes (machinehealthcheck_targets.go, v1.13). */
export const NO_STARTUP_LIMIT = 0;

type MachineGroup = "control-planes" | "workers";

/** Names and selectors; Cluster API puts this label on machines of control planes alone. */
const GROUPS_OF_MACHINES: Readonly<
  Record<MachineGroup, { readonly name: (site: Site) => string; readonly operator: "Exists" | "DoesNotExist" }>
> = {
  "control-planes": { name: controlPlaneName, operator: "Exists" },
  workers: { name: (site) => `${site.name}-workers`, operator: "DoesNotExist" },
};

interface HealthCheck {
  /** Absent: all machines of the site by one check. */
  readonly machines?: MachineGroup;
  /** Names of the deployments whose machines alone are meant; absent: all of the group. */
  readonly deployments?: readonly string[];
  /** How long a new machine may take until it is a node, in seconds; see `NO_STARTUP_LIMIT`. */
  readonly startupSeconds: number;
  /** What repairs a lost machine instead of Cluster API, which deletes it and makes another. */
  readonly remediation?: KubernetesObject;
}

/** The MachineHealthCheck of the site's machines, or of a group of them. */
export function healthCheck(
  site: Site,
  { machines, deployments, startupSeconds, remediation }: HealthCheck,
): KubernetesObject {
  const group = machines && GROUPS_OF_MACHINES[machines];
  return {
    apiVersion: `${GROUPS.cluster}/v1beta2`,
    kind: "MachineHealthCheck",
    metadata: { name: group?.name(site) ?? site.name, namespace: namespaceOf(site) },
    spec: {
      clusterName: site.name,
      selector: {
        matchLabels: { "cluster.x-k8s.io/cluster-name": site.name },
        ...(group && {
          matchExpressions: [
            { key: "cluster.x-k8s.io/control-plane", operator: group.operator },
            ...(deployments ? [{ key: "cluster.x-k8s.io/deployment-name", operator: "In", values: deployments }] : []),
          ],
        }),
      },
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

function templateRef({ apiVersion, kind, metadata }: KubernetesObject): JsonObject {
  return { apiVersion, kind, name: metadata.name };
}
