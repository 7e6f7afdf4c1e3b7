/** Cluster API v1beta2 with vSphere and kubeadm: what it can and cannot do, all objects of a site. */

import type { KubernetesObject } from "../../../model/manifest.ts";
import type { CapiVsphereProvisioner } from "../../../model/provisioner.ts";
import type { PoolScope, ProvisioningEngine } from "../../engine.ts";
import { withPruneProtection } from "../../protection.ts";
import { cluster, siteNamespace } from "../cluster-api/cluster.ts";
import { controlPlane, replacementUpgrade } from "../cluster-api/control-plane.ts";
import { isBorrowing, isMixed, joinsClusterApi } from "../cluster-api/joining.ts";
import { controlPlaneConfig, workerConfig } from "../cluster-api/kubeadm-config.ts";
import { controlPlaneName, referenceTo, workersName } from "../cluster-api/names.ts";
import { pullSecretReferences } from "../cluster-api/pull-secret.ts";
import { releasedDeployments } from "../cluster-api/released-hosts.ts";
import { resourceSet } from "../cluster-api/resource-set.ts";
import { workerObjects } from "../cluster-api/workers.ts";
import { managementCluster, workersIn } from "../servers.ts";
import { addressPools } from "./address-pools.ts";
import { vsphereExample } from "./example.ts";
import { failureDomainObjects } from "./failure-domains.ts";
import { vsphereFieldChanges } from "./field-changes.ts";
import { vsphereFields } from "./fields.ts";
import { vsphereKinds } from "./kinds.ts";
import { machineTemplate } from "./machine-template.ts";
import { hostConfig, nodeIdentity } from "./node-config.ts";
import { vsphereTraffic } from "./traffic.ts";
import { unsupportedByVsphere } from "./unsupported.ts";
import { vcenterAccount, vsphereCluster } from "./vsphere-cluster.ts";

/**
 * Cluster API v1beta2 with vSphere's provider (v1.16) and kubeadm: the hub orders virtual machines of a vCenter, gives them
 * addresses of the site's file, and replaces them.
 *
 * Can: 1 or 3 control planes behind a virtual address, workers, fixed addresses of both families, control planes spread over
 * failure domains, a pause while the site is held. Cannot: servers of metal, machines of one role that differ, devices of the
 * host below, kernel arguments, machines of arm64. A setting of the servers that changes replaces machines one at a time; one
 * or two control planes need a spare address for that. No cluster has an account of the vCenter: there is neither a cloud
 * provider nor a storage driver of vSphere in it.
 *
 * No health check: vSphere's high availability starts a lost machine elsewhere with its disk, and Cluster API's repair would
 * delete that disk with all volumes on it. Objects are protected from pruning until the site is retired.
 */
export const capiVsphere: ProvisioningEngine<CapiVsphereProvisioner> = {
  name: "capi-vsphere",
  kinds: vsphereKinds,
  fields: vsphereFields,
  fieldChanges: vsphereFieldChanges,
  makesClusters: true,
  joins: (owner, settings) => joinsClusterApi(owner, settings, ["capi-vsphere", "capi-metal3"]),
  needsHub: true,
  example: vsphereExample,
  // kubeadm takes all of them from `imageRepository`.
  impliedImages: ({ imageRepository }) => [`${imageRepository}/`],
  unsupported: unsupportedByVsphere,
  upgrade: replacementUpgrade,
  traffic: vsphereTraffic,
  lower(scope, provisioner) {
    const { site, pool } = scope;
    const isRetired = site.spec.state === "retired";
    const staying = new Set(
      isMixed(site) ? ["Namespace", ...(pool.ownsCluster ? [] : ["VSphereCluster", "ExternalSecret"])] : [],
    );
    const released = new Set(releasedDeployments(scope));
    const mayGo = ({ kind, metadata: { name } }: KubernetesObject) =>
      isRetired ? !staying.has(kind) : kind === "MachineDeployment" && released.has(name);
    const objects = pool.ownsCluster ? siteObjects(scope, provisioner) : joinedObjects(scope, provisioner);
    return [
      {
        kind: "objects",
        audience: managementCluster(site),
        owner: site.path,
        slot: { site, pauses: true },
        objects: objects.map((each) => (mayGo(each) ? each : withPruneProtection(each))),
      },
    ];
  },
};

/** Workers that join a cluster, with what they find their vCenter by where the cluster is made on another infrastructure. */
function joinedObjects(scope: PoolScope, provisioner: CapiVsphereProvisioner): readonly KubernetesObject[] {
  const { site, pool } = scope;
  if (pool.hosts.length === 0) return [];
  return [
    ...(isBorrowing(scope) ? [vsphereCluster(scope, provisioner), vcenterAccount(site, provisioner)] : []),
    ...addressPools(scope),
    ...virtualWorkers(scope, provisioner),
  ];
}

function virtualWorkers(scope: PoolScope, provisioner: CapiVsphereProvisioner): readonly KubernetesObject[] {
  const { site, pool } = scope;
  const [worker] = workersIn(pool);
  return workerObjects(
    scope,
    provisioner,
    (arch) => machineTemplate(scope, provisioner, workersName(site, pool, arch), worker),
    workerConfig(site, nodeIdentity(scope, worker), hostConfig(site)),
  );
}

function siteObjects(scope: PoolScope, provisioner: CapiVsphereProvisioner): readonly KubernetesObject[] {
  const { site, bootstrap } = scope;
  const host = hostConfig(site);
  const infrastructure = vsphereCluster(scope, provisioner);
  const [controlPlaneHost] = site.controlPlanes;
  const template = machineTemplate(scope, provisioner, controlPlaneName(site), controlPlaneHost);
  const node = nodeIdentity(scope, controlPlaneHost);
  return [
    siteNamespace(site),
    cluster(site, referenceTo(infrastructure)),
    infrastructure,
    vcenterAccount(site, provisioner),
    ...failureDomainObjects(site, provisioner),
    ...pullSecretReferences(site, provisioner),
    ...addressPools(scope),
    template,
    controlPlane(site, provisioner, referenceTo(template), controlPlaneConfig(site, { ...provisioner, node, host })),
    ...virtualWorkers(scope, provisioner),
    // The only name in the API server's certificate that every control plane can reach without a network of pods.
    ...resourceSet(
      site,
      provisioner.installer,
      { host: site.controlPlaneAddress ?? "127.0.0.1", port: 6443 },
      bootstrap,
    ),
  ];
}
