import type { Region } from "../../../constructs/region.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { KubeEdgeProvisioner } from "../../../model/provisioner.ts";
import type { HubPlatform, NodeRuntimeEngine } from "../../engine.ts";
import { guarded } from "../../protection.ts";
import { cloudCoreRelease, NAMESPACE } from "./cloudcore.ts";
import { edgeCoreFile } from "./edge-core.ts";
import { kubeEdgeGaps } from "./gaps.ts";
import { batchFile } from "./keadm-batch.ts";
import { nodeGroup } from "./node-group.ts";
import { streamSecret } from "./stream-secret.ts";

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
  gaps: kubeEdgeGaps,
  hubObjects: (site) => [nodeGroup(site)],
  siteObjects: () => [],
  hostFiles: (site, provisioner) => site.hosts.map((host) => edgeCoreFile(host, provisioner)),
  hubPlatform,
  zoneFiles: (zone, sites, provisioner) => (sites.length > 0 ? [batchFile(zone, sites, provisioner)] : []),
  nodeSelector: (zone) => ({ "flotilla.dev/zone": zone.name }),
};

function hubPlatform(region: Region, provisioner: KubeEdgeProvisioner): HubPlatform {
  const namespace: KubernetesObject = {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: NAMESPACE, labels: { "pod-security.kubernetes.io/enforce": "privileged" } },
  };
  return {
    layer: "kubeedge",
    // CloudCore keeps the authority that signed every node in this namespace.
    objects: [guarded(namespace), streamSecret(provisioner.secretStore)],
    charts: [cloudCoreRelease(region, provisioner)],
  };
}
