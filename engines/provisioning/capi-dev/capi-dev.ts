/** Cluster API's infrastructure for development: what it can and cannot do, all objects of a site. */

import type { Site } from "../../../constructs/site.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { CapiDevProvisioner } from "../../../model/provisioner.ts";
import type { Artifact } from "../../artifact.ts";
import type { PoolScope, ProvisioningEngine } from "../../engine.ts";
import { nodeLabelArguments } from "../../node-labels.ts";
import { withPruneProtection } from "../../protection.ts";
import { cluster, siteNamespace } from "../cluster-api/cluster.ts";
import { controlPlane, replacementUpgrade } from "../cluster-api/control-plane.ts";
import { healthCheck } from "../cluster-api/health-check.ts";
import { joinsClusterApi } from "../cluster-api/joining.ts";
import { controlPlaneConfig, type NodeIdentity, operatorAccount, workerConfig } from "../cluster-api/kubeadm-config.ts";
import { controlPlaneName, referenceTo, workersName } from "../cluster-api/names.ts";
import { resourceSet } from "../cluster-api/resource-set.ts";
import { managesCluster } from "../cluster-api/traffic.ts";
import { workerObjects } from "../cluster-api/workers.ts";
import { managementCluster } from "../servers.ts";
import { devCluster, devMachineTemplate } from "./dev-objects.ts";
import { capiDevExample } from "./example.ts";
import { capiDevFieldChanges } from "./field-changes.ts";
import { capiDevFields } from "./fields.ts";
import { capiDevKinds } from "./kinds.ts";
import { unsupportedByDev } from "./unsupported.ts";

/** A container is a node within seconds; the rest is for images that are not there yet. */
const STARTUP_SECONDS = 600;
const LOOPBACK = "127.0.0.1";

/**
 * Cluster API v1beta2 with the infrastructure of its own tests (sigs.k8s.io/cluster-api/test v1.13) and kubeadm: the
 * whole way from a site's file to clusters and machines, without hardware.
 *
 * Can: control planes and workers, rollouts, a pause while the site is held; with Docker everything that runs in a pod.
 * Cannot: fixed addresses, VLANs, BMCs and disks, which it does not read; in memory, pods of any kind.
 *
 * A retired site loses its machines. Its namespace and its DevCluster stay: a DevCluster that goes first forgets its
 * machines, and then they can never go. Cluster API removes the DevCluster after the last of them.
 */
export const capiDev: ProvisioningEngine<CapiDevProvisioner> = {
  name: "capi-dev",
  kinds: capiDevKinds,
  fields: capiDevFields,
  fieldChanges: capiDevFieldChanges,
  makesClusters: true,
  joins: (owner, settings) => joinsClusterApi(owner, settings, ["capi-dev"]),
  needsHub: true,
  example: capiDevExample,
  unsupported: unsupportedByDev,
  upgrade: replacementUpgrade,
  traffic: () => [managesCluster],
  lower({ site, pool, bootstrap }, provisioner) {
    if (!pool.ownsCluster) return [joinedMachines({ site, pool, bootstrap }, provisioner)];
    const infrastructure = devCluster(site, provisioner);
    const machines = machineObjects({ site, pool, bootstrap }, provisioner, infrastructure);
    return [
      {
        kind: "objects",
        audience: managementCluster(site),
        owner: site.path,
        slot: { site, pauses: true },
        objects: [
          ...[siteNamespace(site), infrastructure].map(withPruneProtection),
          ...(site.spec.state === "retired" ? machines : machines.map(withPruneProtection)),
        ],
      },
    ];
  },
};

/** Workers of a further pool, which join the cluster. */
function joinedMachines({ site, pool }: PoolScope, provisioner: CapiDevProvisioner): Artifact {
  const machines = devWorkers({ site, pool }, provisioner);
  return {
    kind: "objects",
    audience: managementCluster(site),
    owner: site.path,
    slot: { site, pauses: true },
    objects: site.spec.state === "retired" ? machines : machines.map(withPruneProtection),
  };
}

function devWorkers({ site, pool }: Pick<PoolScope, "site" | "pool">, provisioner: CapiDevProvisioner) {
  return workerObjects(
    { site, pool },
    provisioner,
    (arch) => devMachineTemplate(site, provisioner, workersName(site, pool, arch)),
    workerConfig(site, devNode(site), { users: operatorAccount(site) }),
  );
}

function devNode(site: Site): NodeIdentity {
  return { kubeletArgs: { "node-labels": nodeLabelArguments(site).join(",") } };
}

function machineObjects(
  { site, pool, bootstrap }: PoolScope,
  provisioner: CapiDevProvisioner,
  infrastructure: KubernetesObject,
): readonly KubernetesObject[] {
  const { backend } = provisioner;
  const node = devNode(site);
  const template = devMachineTemplate(site, provisioner, controlPlaneName(site));
  const host = { users: operatorAccount(site) };
  const config = controlPlaneConfig(site, { node, host, certificateNames: ["localhost", LOOPBACK] });
  return [
    cluster(site, referenceTo(infrastructure)),
    template,
    controlPlane(site, provisioner, referenceTo(template), config),
    ...devWorkers({ site, pool }, provisioner),
    healthCheck(site, { startupSeconds: STARTUP_SECONDS }),
    ...(backend.kind === "docker"
      ? resourceSet(site, backend.installer, { host: LOOPBACK, port: 6443 }, bootstrap)
      : []),
  ];
}
