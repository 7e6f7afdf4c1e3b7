import type { KubernetesObject } from "../../../model/manifest.ts";
import type { KubeEdgeProvisioner } from "../../../model/provisioner.ts";
import { tcp } from "../../../model/traffic.ts";
import type { Artifact } from "../../artifact.ts";
import type { NodeRuntimeEngine, RuntimeScope, RuntimeSite } from "../../engine.ts";
import { withPruneProtection } from "../../protection.ts";
import { cloudCoreRelease, disruptionBudget, NAMESPACE, nodeCount } from "./cloudcore.ts";
import { cloudCoreRole } from "./cloudcore-role.ts";
import { edgeCoreFile } from "./edge-core.ts";
import { kubeEdgeExample } from "./example.ts";
import { kubeEdgeFieldChanges } from "./field-changes.ts";
import { kubeEdgeFields } from "./fields.ts";
import { BATCH_TASK, batchFile } from "./keadm-batch.ts";
import { kubeEdgeKinds } from "./kinds.ts";
import { nodeGroup } from "./node-group.ts";
import { nodeUpgradeJob } from "./node-upgrade-job.ts";
import { edgeCorePulls, keadmBatchPulls } from "./pulls.ts";
import { streamSecret } from "./stream-secret.ts";
import { unsupportedByKubeEdge } from "./unsupported.ts";
import { PORTS, uplinkOf } from "./uplink.ts";
import { leading } from "./versions.ts";

/**
 * KubeEdge 1.23: the servers of a site are nodes of the region's hub over a thin uplink.
 *
 * Can: nodes that go on without the hub, one group of nodes a site, logs and exec through the tunnel,
 * upgrades by NodeUpgradeJob. Cannot: a control plane at the site, change labels of a node that has
 * joined, pause a site that is held (nothing but its apps changes anyhow). Joining is out of band,
 * since its token lives for a day: by the batch file of the zone, or host by host.
 */
export const kubeedge: NodeRuntimeEngine<KubeEdgeProvisioner> = {
  name: "kubeedge",
  kinds: kubeEdgeKinds,
  fields: kubeEdgeFields,
  fieldChanges: kubeEdgeFieldChanges,
  filePulls: { "edgecore.yaml": edgeCorePulls, [BATCH_TASK]: keadmBatchPulls },
  namespaces: [NAMESPACE],
  example: [kubeEdgeExample],
  unsupported: unsupportedByKubeEdge,
  // Neither kube-proxy nor a cluster's name server nor a network with policies runs there; EdgeMesh, which has Services,
  // stands on client libraries of Kubernetes 1.23 and on a gRPC with known holes (kubeedge/edgemesh#577).
  hasServices: false,
  enforcesNetworkPolicies: false,
  version: ({ version }) => version.replace(/^v/, ""),
  // github.com/kubeedge/kubeedge README, Kubernetes compatibility, at v1.23.1.
  kubernetes: ({ version }) => (version.startsWith("v1.23.") ? [30, 32] : undefined),
  fixedVersion: {
    name: "KubeEdge",
    version: "1.23.1",
    // github.com/kubeedge/kubeedge, release v1.23.1 of July 2026.
    why: "CVE-2026-62371 and CVE-2026-62182 (commands on edge nodes by upgrade and configuration jobs), CVE-2026-62370",
  },
  upgradesFrom: ({ upgradesFrom }) => upgradesFrom?.replace(/^v/, ""),
  traffic: () => [
    { from: "servers", to: "parent", ports: tcp(PORTS.websocket, PORTS.https), purpose: "joins, and gets its pods" },
    {
      from: "servers",
      to: "parent",
      ports: tcp(PORTS.tunnel),
      purpose: "hands out logs and sessions through a tunnel",
    },
  ],
  lower: (scope, settings) => [
    platform(scope, leading(settings)),
    ...zoneFiles(scope),
    ...scope.sites.flatMap((each) => ofSite(scope, each)),
  ],
};

/** What all nodes share, by the newest settings in use. */
function platform({ parent, sites }: RuntimeScope<KubeEdgeProvisioner>, settings: KubeEdgeProvisioner): Artifact {
  const namespace: KubernetesObject = {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: NAMESPACE, labels: { "pod-security.kubernetes.io/enforce": "privileged" } },
  };
  const nodes = nodeCount(sites);
  return {
    kind: "objects",
    audience: parent.ref,
    owner: parent.path,
    slot: { category: "runtime", layer: "kubeedge", privileged: true, awaited: true },
    // CloudCore keeps the authority that signed every node in this namespace.
    objects: [
      withPruneProtection(namespace),
      cloudCoreRole,
      streamSecret(settings.secretStore),
      ...disruptionBudget(nodes),
    ],
    charts: [cloudCoreRelease(parent, nodes, settings)],
  };
}

/** The way in for all servers of a zone. */
function zoneFiles({ parent, sites }: RuntimeScope<KubeEdgeProvisioner>): readonly Artifact[] {
  const joining = sites.filter(({ site }) => site.spec.state !== "retired");
  return [...Map.groupBy(joining, ({ site }) => site.zone)].map(([zone, own]) => batchFile(zone, own, parent));
}

function ofSite({ parent }: RuntimeScope<KubeEdgeProvisioner>, { site, settings }: RuntimeSite<KubeEdgeProvisioner>) {
  const { path: owner } = site;
  const objects = [nodeGroup(site), ...nodeUpgradeJob(site, settings)];
  const group: Artifact = { kind: "objects", audience: parent.ref, owner, slot: { site }, objects };
  if (site.spec.state === "retired") return [group];
  return [group, ...site.hosts.map((host) => edgeCoreFile(host, settings, uplinkOf(parent)))];
}
