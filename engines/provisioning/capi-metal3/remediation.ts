/** What Metal3 does with a server that Cluster API takes for lost. */

import type { KubernetesObject } from "../../../model/manifest.ts";
import type { PoolScope } from "../../engine.ts";
import { healthCheck, NO_STARTUP_LIMIT, UNREADY_SECONDS } from "../cluster-api/health-check.ts";
import { isMixed } from "../cluster-api/joining.ts";
import { GROUPS, namespaceOf, workersName } from "../cluster-api/names.ts";
import { stayingControlPlanes, stayingWorkers } from "../cluster-api/released-hosts.ts";
import { workersIn } from "../servers.ts";

/**
 * What happens to a server that does not come back: it is switched off and on over its BMC, twice at most. Without this
 * Cluster API deletes the machine, which at the edge means the disks of a server.
 *
 * An only control plane has no health check. CAPM3 switches a server off, then asks the cluster's API for its node
 * before it switches it on again (metal3remediation_controller.go, GetNode), and that API went off with the server.
 *
 * A new machine has no deadline: a server may be on its way for weeks, and one that is switched off in the middle of its
 * installation begins again. Ironic has deadlines of its own for each step.
 */
export function remediation({ site, pool }: Pick<PoolScope, "site" | "pool">): readonly KubernetesObject[] {
  const groups = [
    ...(pool.ownsCluster && stayingControlPlanes(site).length > 1 ? (["control-planes"] as const) : []),
    ...(stayingWorkers(pool).length > 0 ? (["workers"] as const) : []),
  ];
  if (groups.length === 0) return [];
  const template: KubernetesObject = {
    apiVersion: `${GROUPS.infrastructure}/v1beta2`,
    kind: "Metal3RemediationTemplate",
    metadata: { name: site.name, namespace: namespaceOf(site) },
    spec: { template: { spec: { strategy: { type: "Reboot", retryLimit: 2, timeoutSeconds: UNREADY_SECONDS } } } },
  };
  const check = (machines: (typeof groups)[number]) =>
    healthCheck(site, {
      machines,
      startupSeconds: NO_STARTUP_LIMIT,
      remediation: template,
      ...(isMixed(site) && machines === "workers" && { deployments: deploymentsOf({ site, pool }) }),
    });
  return [template, ...groups.map(check)];
}

/** Machines of another infrastructure have no BMC to be switched by. */
function deploymentsOf({ site, pool }: Pick<PoolScope, "site" | "pool">): readonly string[] {
  const architectures = new Set(workersIn(pool).map(({ spec }) => spec.arch));
  return [...architectures].sort().map((arch) => workersName(site, pool, arch));
}
