import type { Host } from "../../../constructs/host.ts";
import type { Site } from "../../../constructs/site.ts";
import type { Zone } from "../../../constructs/zone.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { OpenYurtProvisioner } from "../../../model/provisioner.ts";
import type { TaintSpec } from "../../../model/zone-file.ts";
import type { ClusterRef } from "../../artifact.ts";
import { EDGE_ROLE, taintEntry } from "../../edge-taint.ts";
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
  const taints = poolTaints(zone, sites);
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
      labels: { ...poolLabels(zone, sites), [EDGE_ROLE]: "" },
      ...(taints.length > 0 && { taints }),
    },
  };
  return sites.every(({ spec }) => spec.state === "retired") ? pool : withPruneProtection(pool);
}

/** Labels of the zone on nodes that are there; where a site or a server has another value, that counts and stays its own. */
function poolLabels({ spec: { nodeLabels = {} } }: Zone, sites: readonly Site[]): Readonly<Record<string, string>> {
  const isCommon = ([key, value]: readonly [string, string]) =>
    hostsOf(sites).every(({ labels }) => labels[key] === value);
  return Object.fromEntries(Object.entries(nodeLabels).filter(isCommon));
}

function poolTaints({ spec: { nodeTaints = [] } }: Zone, sites: readonly Site[]): readonly JsonObject[] {
  const isCommon = (taint: TaintSpec) => hostsOf(sites).every(({ taints }) => taints.includes(taint));
  return nodeTaints.filter(isCommon).map(taintEntry);
}

function hostsOf(sites: readonly Site[]): readonly Host[] {
  return sites.flatMap(({ hosts }) => hosts);
}
