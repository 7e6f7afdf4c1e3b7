/** Cluster API v1beta2 with Metal3 and kubeadm: what it can and cannot do, all objects of a site. */

import type { Site } from "../../../constructs/site.ts";
import type { IgnoredFields, KubernetesObject } from "../../../model/manifest.ts";
import type { CapiMetal3Provisioner } from "../../../model/provisioner.ts";
import type { Artifact } from "../../artifact.ts";
import type { PoolScope, ProvisioningEngine } from "../../engine.ts";
import { withPruneProtection } from "../../protection.ts";
import { cluster, siteNamespace } from "../cluster-api/cluster.ts";
import { controlPlane, replacementUpgrade } from "../cluster-api/control-plane.ts";
import { isBorrowing, isMixed, joinsClusterApi } from "../cluster-api/joining.ts";
import { controlPlaneConfig, workerConfig } from "../cluster-api/kubeadm-config.ts";
import { controlPlaneName, referenceTo, workersName } from "../cluster-api/names.ts";
import { pullSecretReferences, registryCredentials } from "../cluster-api/pull-secret.ts";
import { isReleased, releasedDeployments } from "../cluster-api/released-hosts.ts";
import { resourceSet } from "../cluster-api/resource-set.ts";
import { workerObjects } from "../cluster-api/workers.ts";
import { managementCluster, siteCluster } from "../servers.ts";
import { addressPools } from "./address-pools.ts";
import { bareMetalHost, bmcCredentials, credentialsName } from "./bare-metal-host.ts";
import { metal3Example } from "./example.ts";
import { metal3FieldChanges } from "./field-changes.ts";
import { metal3Fields } from "./fields.ts";
import { settingFiles } from "./host-settings.ts";
import { metal3Kinds } from "./kinds.ts";
import { type MachineHosts, machineClasses } from "./machine-classes.ts";
import { dataTemplate } from "./machine-network.ts";
import { machineTemplate } from "./machine-template.ts";
import { metal3Cluster } from "./metal3-cluster.ts";
import { nodeIdentity } from "./node-identity.ts";
import { remediation } from "./remediation.ts";
import { SETTINGS_NAMESPACE, settingsAgent } from "./settings-agent.ts";
import { metal3Traffic } from "./traffic.ts";
import { unsupportedByMetal3 } from "./unsupported.ts";

const HOSTS_LAYER = {
  category: "hosts",
  name: "hosts",
  privileged: {
    hostNamespaces: "changes the settings of servers that run, in the server's own namespaces",
    privileged: "the same",
    hostPath: "the same",
  },
} as const;

/**
 * Cluster API v1beta2 with Metal3 (CAPM3 1.13) and kubeadm: the hub installs, replaces and reboots the
 * servers of a site over their BMC.
 *
 * Can: 1 or 3 control planes behind a virtual address, workers of both architectures, fixed addresses of both families on
 * cards, bonds and VLANs, settings that change on servers that run, a pause while the site is held. Cannot: two control
 * planes, servers without a BMC, bridges, kernel arguments, control planes of mixed architecture, servers of one use with
 * different interfaces, an upgrade of one or two control planes without a spare server. The network and the first agent are installed from inside, the same way for Flux and Argo CD
 * (see chartInstaller), so the hub needs no credentials but Cluster API's own.
 *
 * Objects are protected from pruning until the site is retired, all but health checks: without one nothing goes, and
 * one that outlives its reason switches servers off. The price is that templates which nothing uses any more stay
 * until then.
 */
export const capiMetal3: ProvisioningEngine<CapiMetal3Provisioner> = {
  name: "capi-metal3",
  kinds: metal3Kinds,
  fields: metal3Fields,
  fieldChanges: metal3FieldChanges,
  namespaces: [SETTINGS_NAMESPACE],
  makesClusters: true,
  joins: (owner, settings) => joinsClusterApi(owner, settings, ["capi-vsphere"]),
  needsHub: true,
  siteLayers: [HOSTS_LAYER],
  example: metal3Example,
  // kubeadm takes all of them from `imageRepository`.
  impliedImages: ({ imageRepository }) => [`${imageRepository}/`],
  unsupported: unsupportedByMetal3,
  upgrade: replacementUpgrade,
  traffic: metal3Traffic,
  lower(scope, provisioner) {
    const { site, pool } = scope;
    if (pool.hosts.length === 0 && !pool.ownsCluster) return [];
    // Machines of the other infrastructure need both until they are gone.
    const staying = new Set(isMixed(site) ? ["Namespace", ...(pool.ownsCluster ? [] : ["Metal3Cluster"])] : []);
    const objects = siteObjects(scope, provisioner);
    const released = releasedObjects(scope);
    return [
      ...(site.spec.state === "retired" ? [] : [livingServers(site, provisioner)]),
      {
        kind: "objects",
        audience: managementCluster(site),
        owner: site.path,
        slot: { site, pauses: true },
        ignored: [POWER],
        objects: [
          ...objects.map((each) =>
            site.spec.state === "retired" && !staying.has(each.kind) ? each : protectStaying(released, each),
          ),
          ...remediation(scope),
        ],
      },
    ];
  },
};

/** What changes the settings of servers that run, in the cluster that they are. */
function livingServers(site: Site, { installer }: CapiMetal3Provisioner): Artifact {
  return {
    kind: "objects",
    audience: siteCluster(site),
    owner: site.path,
    slot: { category: "hosts", layer: "hosts", privileged: HOSTS_LAYER.privileged, awaited: false },
    objects: settingsAgent(site, installer),
  };
}

/** Of a released server only its last step is left, which is that delivery prunes it. */
function protectStaying(released: ReadonlySet<string>, object: KubernetesObject): KubernetesObject {
  return released.has(`${object.kind}/${object.metadata.name}`) ? object : withPruneProtection(object);
}

/** `Kind/name` of what goes with the released servers; the deployment with the last worker of its kind. */
function releasedObjects(scope: PoolScope): ReadonlySet<string> {
  return new Set([
    ...scope.pool.hosts
      .filter(isReleased)
      .flatMap((host) => [`BareMetalHost/${host.name}`, `ExternalSecret/${credentialsName(host)}`]),
    ...releasedDeployments(scope).map((name) => `MachineDeployment/${name}`),
  ]);
}

/**
 * CAPM3 switches a server off when it leaves its cluster, and on when it joins one (metal3machine_manager.go). With the
 * value of Git back in place the old system on its disk would boot again.
 */
const POWER: IgnoredFields = { group: "metal3.io", kind: "BareMetalHost", pointers: ["/spec/online"] };

function siteObjects(scope: PoolScope, provisioner: CapiMetal3Provisioner): readonly KubernetesObject[] {
  const { site, pool, bootstrap } = scope;
  const node = nodeIdentity(site);
  const { files, command } = settingFiles();
  const credentials = registryCredentials(site);
  const host = {
    files: [...credentials.files, ...files],
    commands: [command],
    ignoredErrors: credentials.ignoredErrors,
  };
  const classes = machineClasses(scope);
  const templates = new Map(
    classes.map(({ hosts, ...machines }) => [
      machines.name,
      machineTemplate(site, provisioner, machines, dataTemplate(hosts[0]).metadata.name),
    ]),
  );
  const templateOf = (name: string) => templates.get(name) as KubernetesObject;
  const infrastructure = metal3Cluster(site);
  const networks = [...addressPools(scope), ...dataTemplates(classes)];
  const workers = [
    ...workerObjects(
      scope,
      provisioner,
      (arch) => templateOf(workersName(site, pool, arch)),
      workerConfig(site, node, host),
    ),
    ...pool.hosts.flatMap((each) => [bmcCredentials(each, provisioner), bareMetalHost(each, provisioner)]),
  ];
  if (!pool.ownsCluster) return [...(isBorrowing(scope) ? [infrastructure] : []), ...networks, ...workers];
  const ofControlPlanes = templateOf(controlPlaneName(site));
  return [
    siteNamespace(site),
    cluster(site, referenceTo(infrastructure)),
    infrastructure,
    ...pullSecretReferences(site, provisioner),
    ...networks,
    ofControlPlanes,
    controlPlane(
      site,
      provisioner,
      referenceTo(ofControlPlanes),
      controlPlaneConfig(site, { ...provisioner, node, host }),
    ),
    ...workers,
    // The only name in the API server's certificate that every control plane can reach without a network of pods.
    ...resourceSet(
      site,
      provisioner.installer,
      { host: site.controlPlaneAddress ?? "127.0.0.1", port: 6443 },
      bootstrap,
    ),
  ];
}

/** Templates with equal content have one name. */
function dataTemplates(classes: readonly MachineHosts[]): readonly KubernetesObject[] {
  const byName = new Map(classes.map(({ hosts }) => dataTemplate(hosts[0])).map((each) => [each.metadata.name, each]));
  return [...byName.values()];
}
