/** The workers of a site: KubeadmConfigTemplate, and one MachineDeployment for each architecture. */

import type { Site } from "../../../constructs/site.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { ClusterApiSettings } from "../../../model/provisioner.ts";
import type { Architecture } from "../../../model/zone-file.ts";
import { contentHash } from "../../content-hash.ts";
import type { PoolScope } from "../../engine.ts";
import { workersIn } from "../servers.ts";
import { GROUPS, namespaceOf, referenceTo, workersName } from "./names.ts";
import { isReleased } from "./released-hosts.ts";

/**
 * The workers of a pool: one MachineDeployment with its templates for each architecture among them.
 *
 * @param templateFor the infrastructure's machine template for workers of an architecture
 * @param config settings of kubeadm, see `workerConfig`
 */
export function workerObjects(
  { site, pool }: Pick<PoolScope, "site" | "pool">,
  settings: ClusterApiSettings,
  templateFor: (arch: Architecture) => KubernetesObject,
  config: JsonObject,
): readonly KubernetesObject[] {
  const byArch = Map.groupBy(workersIn(pool), (host) => host.spec.arch);
  const configTemplate = workerConfigTemplate(site, workersName(site, pool), config);
  const sorted = [...byArch].sort(([a], [b]) => (a < b ? -1 : 1));
  const objects = sorted.flatMap(([arch, hosts]) => {
    const template = templateFor(arch);
    const replicas = hosts.filter((host) => !isReleased(host)).length;
    const name = workersName(site, pool, arch);
    return [template, machineDeployment(site, settings, name, replicas, { template, config: configTemplate })];
  });
  return objects.length > 0 ? [configTemplate, ...objects] : [];
}

/** Like every template it is never changed, only followed by one with another name. */
function workerConfigTemplate(site: Site, name: string, config: JsonObject): KubernetesObject {
  const spec = { template: { spec: config } };
  return {
    apiVersion: `${GROUPS.bootstrap}/v1beta2`,
    kind: "KubeadmConfigTemplate",
    metadata: { name: `${name}-${contentHash(spec)}`, namespace: namespaceOf(site) },
    spec,
  };
}

function machineDeployment(
  site: Site,
  { kubernetes, maxSurge }: ClusterApiSettings,
  name: string,
  replicas: number,
  { template, config }: { readonly template: KubernetesObject; readonly config: KubernetesObject },
): KubernetesObject {
  const labels = { "cluster.x-k8s.io/cluster-name": site.name, "cluster.x-k8s.io/deployment-name": name };
  return {
    apiVersion: `${GROUPS.cluster}/v1beta2`,
    kind: "MachineDeployment",
    metadata: { name, namespace: namespaceOf(site) },
    spec: {
      clusterName: site.name,
      replicas,
      selector: { matchLabels: labels },
      rollout: {
        strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge, maxUnavailable: maxSurge === 0 ? 1 : 0 } },
      },
      template: {
        metadata: { labels },
        spec: {
          clusterName: site.name,
          version: kubernetes,
          bootstrap: { configRef: referenceTo(config) },
          infrastructureRef: referenceTo(template),
        },
      },
    },
  };
}
