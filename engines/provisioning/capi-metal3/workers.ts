import type { Site } from "../../../constructs/site.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { CapiMetal3Provisioner } from "../../../model/provisioner.ts";
import type { Architecture } from "../../../model/zone-file.ts";
import { contentHash } from "../../content-hash.ts";
import { workers } from "../servers.ts";
import { workerConfig } from "./kubeadm-config.ts";
import { machineTemplate } from "./machine-template.ts";
import { GROUPS, namespaceOf, workersName } from "./names.ts";

/** The workers: one MachineDeployment with its templates for each architecture among them. */
export function workerObjects(
  site: Site,
  provisioner: CapiMetal3Provisioner,
  dataTemplate: string,
): readonly KubernetesObject[] {
  const byArch = Map.groupBy(workers(site), (host) => host.spec.arch);
  const config = workerConfigTemplate(site);
  const pools = [...byArch].sort(([a], [b]) => (a < b ? -1 : 1));
  const objects = pools.flatMap(([arch, hosts]) => {
    const machineClass = { name: workersName(site, arch), role: "worker", arch } as const;
    const template = machineTemplate(site, provisioner, machineClass, dataTemplate);
    const names = { template: template.metadata.name, config: config.metadata.name };
    return [template, machineDeployment(site, provisioner, arch, hosts.length, names)];
  });
  return objects.length > 0 ? [config, ...objects] : [];
}

/** Like every template it is never changed, only followed by one with another name. */
function workerConfigTemplate(site: Site): KubernetesObject {
  const spec = { template: { spec: workerConfig(site) } };
  return {
    apiVersion: `${GROUPS.bootstrap}/v1beta2`,
    kind: "KubeadmConfigTemplate",
    metadata: { name: `${site.name}-workers-${contentHash(spec)}`, namespace: namespaceOf(site) },
    spec,
  };
}

function machineDeployment(
  site: Site,
  provisioner: CapiMetal3Provisioner,
  arch: Architecture,
  replicas: number,
  names: { readonly template: string; readonly config: string },
): KubernetesObject {
  const name = workersName(site, arch);
  const labels = { "cluster.x-k8s.io/cluster-name": site.name, "cluster.x-k8s.io/deployment-name": name };
  const { maxSurge } = provisioner;
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
          version: provisioner.kubernetes,
          bootstrap: {
            configRef: { apiGroup: GROUPS.bootstrap, kind: "KubeadmConfigTemplate", name: names.config },
          },
          infrastructureRef: { apiGroup: GROUPS.infrastructure, kind: "Metal3MachineTemplate", name: names.template },
        },
      },
    },
  };
}
