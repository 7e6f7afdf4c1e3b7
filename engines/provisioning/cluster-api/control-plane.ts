/** The KubeadmControlPlane of a site. */

import type { Site } from "../../../constructs/site.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { NodeUpgrade } from "../../../model/node-upgrade.ts";
import type { ClusterApiSettings } from "../../../model/provisioner.ts";
import { GROUPS, namespaceOf, type ObjectRef } from "./names.ts";
import { stayingControlPlanes } from "./released-hosts.ts";

/** Fewer cannot lose one and go on, so KubeadmControlPlane takes no maxSurge of 0 from them. */
const FEWEST_WITHOUT_SURGE = 3;

/** What an upgrade of the site needs: machines are replaced, those of a small control plane never without a spare. */
export function replacementUpgrade(site: Site, { maxSurge }: ClusterApiSettings): NodeUpgrade {
  return { by: "replacement", surge: maxSurge, controlPlaneSurge: controlPlaneSurge(site, maxSurge) };
}

/**
 * The control planes. With fewer than three a rollout needs one more server, whatever the profile says;
 * at a site without a spare one it waits and takes nothing down (rules of area CAP tell beforehand).
 *
 * @param template the infrastructure's machine template
 * @param config settings of kubeadm, see `controlPlaneConfig`
 */
export function controlPlane(
  site: Site,
  settings: ClusterApiSettings,
  template: ObjectRef,
  config: JsonObject,
): KubernetesObject {
  const maxSurge = controlPlaneSurge(site, settings.maxSurge);
  return {
    apiVersion: `${GROUPS.controlPlane}/v1beta2`,
    kind: "KubeadmControlPlane",
    metadata: { name: site.name, namespace: namespaceOf(site) },
    spec: {
      replicas: stayingControlPlanes(site).length,
      version: settings.kubernetes,
      rollout: { strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge } } },
      machineTemplate: { spec: { infrastructureRef: template } },
      kubeadmConfigSpec: config,
    },
  };
}

/** Of the control planes of the site, whatever the profile says. */
export function controlPlaneSurge(site: Site, maxSurge: 0 | 1): 0 | 1 {
  return stayingControlPlanes(site).length < FEWEST_WITHOUT_SURGE ? 1 : maxSurge;
}
