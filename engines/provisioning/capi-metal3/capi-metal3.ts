/** Cluster API v1beta2 with Metal3 and kubeadm: what it can and cannot do, all objects of a site. */

import type { Site } from "../../../constructs/site.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { CapiMetal3Provisioner } from "../../../model/provisioner.ts";
import type { AgentBootstrap, ProvisioningEngine } from "../../engine.ts";
import { withPruneProtection } from "../../protection.ts";
import { controlPlanes, managementCluster } from "../servers.ts";
import { bareMetalHost, bmcCredentials } from "./bare-metal-host.ts";
import { cluster, metal3Cluster, siteNamespace } from "./cluster.ts";
import { controlPlane, FEWEST_WITHOUT_SURGE } from "./control-plane.ts";
import { metal3Example } from "./example.ts";
import { healthCheck } from "./health-check.ts";
import { metal3Kinds } from "./kinds.ts";
import { addressPool, dataTemplate } from "./machine-network.ts";
import { machineTemplate } from "./machine-template.ts";
import { resourceSet } from "./resource-set.ts";
import { unsupportedByMetal3 } from "./unsupported.ts";
import { workerObjects } from "./workers.ts";

/**
 * Cluster API v1beta2 with Metal3 (CAPM3 1.13) and kubeadm: the hub installs, replaces and reboots the
 * servers of a site over their BMC.
 *
 * Can: 1 or 3 control planes behind a virtual address, workers of both architectures, a fixed address
 * with or without VLAN, a pause while the site is held. Cannot: two control planes, servers without a
 * BMC, control planes of mixed architecture, an upgrade of one or two control planes without a spare
 * server. The network and the first agent are installed from inside, the same way for Flux and Argo CD
 * (see chartInstaller), so the hub needs no credentials but Cluster API's own.
 *
 * All objects are protected from pruning until the site is retired. The price is that templates which
 * nothing uses any more stay until then.
 */
export const capiMetal3: ProvisioningEngine<CapiMetal3Provisioner> = {
  name: "capi-metal3",
  kinds: metal3Kinds,
  makesClusters: true,
  example: metal3Example,
  unsupported: unsupportedByMetal3,
  upgrade: (site, { maxSurge }) => {
    const isFew = controlPlanes(site).length < FEWEST_WITHOUT_SURGE;
    return { by: "replacement", surge: maxSurge, controlPlaneSurge: isFew ? 1 : maxSurge };
  },
  lower({ site, bootstrap }, provisioner) {
    const objects = siteObjects(site, provisioner, bootstrap);
    return [
      {
        kind: "objects",
        audience: managementCluster(site),
        owner: site.path,
        slot: { site },
        objects: site.spec.state === "retired" ? objects : objects.map(withPruneProtection),
      },
    ];
  },
};

function siteObjects(
  site: Site,
  provisioner: CapiMetal3Provisioner,
  bootstrap: AgentBootstrap,
): readonly KubernetesObject[] {
  const data = dataTemplate(site);
  const arch = controlPlanes(site)[0]?.spec.arch ?? "amd64";
  const machineClass = { name: `${site.name}-control-plane`, role: "control-plane", arch } as const;
  const template = machineTemplate(site, provisioner, machineClass, data.metadata.name);
  return [
    siteNamespace(site),
    cluster(site),
    metal3Cluster(site),
    addressPool(site),
    data,
    template,
    controlPlane(site, provisioner, template.metadata.name),
    ...workerObjects(site, provisioner, data.metadata.name),
    ...site.hosts.flatMap((host) => [bmcCredentials(host, provisioner), bareMetalHost(host, provisioner)]),
    ...healthCheck(site),
    ...resourceSet(site, provisioner, bootstrap),
  ];
}
