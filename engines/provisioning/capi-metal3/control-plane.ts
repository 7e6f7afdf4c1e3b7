/** The KubeadmControlPlane of a site. */

import type { Site } from "../../../constructs/site.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { CapiMetal3Provisioner } from "../../../model/provisioner.ts";
import { controlPlanes } from "../servers.ts";
import { controlPlaneConfig } from "./kubeadm-config.ts";
import { GROUPS, namespaceOf } from "./names.ts";

/** Fewer cannot lose one and go on, so KubeadmControlPlane takes no maxSurge of 0 from them. */
export const FEWEST_WITHOUT_SURGE = 3;

/**
 * The control planes. With fewer than three a rollout needs one more server, whatever the profile says;
 * at a site without a spare one it waits and takes nothing down (rules of area CAP tell beforehand).
 *
 * @param template name of the Metal3MachineTemplate
 */
export function controlPlane(site: Site, provisioner: CapiMetal3Provisioner, template: string): KubernetesObject {
  const replicas = controlPlanes(site).length;
  return {
    apiVersion: `${GROUPS.controlPlane}/v1beta2`,
    kind: "KubeadmControlPlane",
    metadata: { name: site.name, namespace: namespaceOf(site) },
    spec: {
      replicas,
      version: provisioner.kubernetes,
      rollout: {
        strategy: {
          type: "RollingUpdate",
          rollingUpdate: { maxSurge: replicas < FEWEST_WITHOUT_SURGE ? 1 : provisioner.maxSurge },
        },
      },
      machineTemplate: {
        spec: {
          infrastructureRef: { apiGroup: GROUPS.infrastructure, kind: "Metal3MachineTemplate", name: template },
        },
      },
      kubeadmConfigSpec: controlPlaneConfig(site, provisioner),
    },
  };
}
