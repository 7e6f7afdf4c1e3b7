import type { Site } from "../../../constructs/site.ts";
import type { Zone } from "../../../constructs/zone.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { OpenYurtProvisioner } from "../../../model/provisioner.ts";
import type { ClusterRef } from "../../artifact.ts";
import { withPruneProtection } from "../../protection.ts";
import { poolName } from "./pool-name.ts";

/**
 * The nodes of a zone as one pool. Membership follows the label that nodes join with, so no list of nodes is kept. All that
 * the webhook would add when the pool is made is written out, and no `false`, which it would take away, so that nothing differs
 * afterwards (pkg/yurtmanager/webhook/nodepool at v1.7.0). The sites of a zone need not reach each other, so no node speaks for
 * others: neither `interConnectivity`, which can never change, nor `enableLeaderElection`.
 *
 * @param sites of the zone, retired ones too
 */
export function nodePool(
  zone: Zone,
  sites: readonly Site[],
  cluster: ClusterRef,
  { autonomy }: OpenYurtProvisioner,
): KubernetesObject {
  const pool: KubernetesObject = {
    apiVersion: "apps.openyurt.io/v1beta2",
    kind: "NodePool",
    metadata: { name: poolName(zone, cluster), labels: { "nodepool.openyurt.io/type": "edge" } },
    spec: {
      type: "Edge",
      leaderElectionStrategy: "random",
      leaderReplicas: 1,
      poolScopeMetadata: [
        { group: "", version: "v1", resource: "services" },
        { group: "discovery.k8s.io", version: "v1", resource: "endpointslices" },
      ],
      annotations: { "node.openyurt.io/autonomy-duration": autonomy },
      // No kubelet may give itself a label of a role.
      labels: { "node-role.kubernetes.io/edge": "" },
    },
  };
  return sites.every(({ spec }) => spec.state === "retired") ? pool : withPruneProtection(pool);
}
