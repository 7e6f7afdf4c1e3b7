/** The settings of kubeadm on control planes and workers. */

import type { Site } from "../../../constructs/site.ts";
import type { JsonObject } from "../../../model/json.ts";
import { type CapiMetal3Provisioner, mirroredImage } from "../../../model/provisioner.ts";
import { yamlText } from "../../../model/yaml-text.ts";
import { nodeLabelArguments } from "../../node-labels.ts";
import { listParameter } from "../host-parameters.ts";
import { nodeNetwork } from "../node-network.ts";
import { ADMIN_CONF, KUBE_VIP_POD, kubeVipPod } from "./kube-vip-pod.ts";
import { omitEmpty } from "./omit-empty.ts";

const SUPER_ADMIN_CONF = "/etc/kubernetes/super-admin.conf";

/** kubeadm on a control plane. A change of any part replaces every control plane of the site. */
export function controlPlaneConfig(site: Site, provisioner: CapiMetal3Provisioner): JsonObject {
  const registration = nodeRegistration(site, CONTROL_PLANE_TAINT);
  return omitEmpty({
    clusterConfiguration: { imageRepository: `${site.registry}/${provisioner.imageRepository}` },
    // The network replaces kube-proxy.
    initConfiguration: { nodeRegistration: registration, skipPhases: ["addon/kube-proxy"] },
    joinConfiguration: { nodeRegistration: registration },
    files: kubeVipFiles(site, provisioner),
    preKubeadmCommands: [`if [ -f /run/kubeadm/kubeadm.yaml ]; then ${swap(ADMIN_CONF, SUPER_ADMIN_CONF)}; fi`],
    postKubeadmCommands: [`if [ -f /run/kubeadm/kubeadm.yaml ]; then ${swap(SUPER_ADMIN_CONF, ADMIN_CONF)}; fi`],
    ...hostSettings(site),
  });
}

/** kubeadm on a worker. */
export function workerConfig(site: Site): JsonObject {
  return omitEmpty({ joinConfiguration: { nodeRegistration: nodeRegistration(site) }, ...hostSettings(site) });
}

/**
 * At sites without workers everything runs on the control planes, so kubeadm's own taint, which
 * forbids that, is softened. It is the same with workers: otherwise the first worker of a site would
 * change this and have every control plane installed anew.
 */
const CONTROL_PLANE_TAINT = [{ key: "node-role.kubernetes.io/control-plane", effect: "PreferNoSchedule" }];

/** cloud-init fills in what the server knows about itself; CAPM3 finds a node by id and label. */
function nodeRegistration(site: Site, taints: readonly JsonObject[] = []): JsonObject {
  const labels = ["metal3.io/uuid={{ ds.meta_data.uuid }}", ...nodeLabelArguments(site)];
  return {
    name: "{{ ds.meta_data.name }}",
    taints,
    kubeletExtraArgs: [
      { name: "node-ip", value: "{{ ds.meta_data.node_ip }}" },
      { name: "node-labels", value: labels.join(",") },
      { name: "provider-id", value: "metal3://{{ ds.meta_data.providerid }}" },
    ],
  };
}

/** The first control plane needs the address before its own account has any rights (kube-vip issue 684). */
function swap(from: string, to: string): string {
  return `sed -i 's#path: ${from}#path: ${to}#' ${KUBE_VIP_POD}`;
}

function kubeVipFiles(site: Site, { kubeVip }: CapiMetal3Provisioner): readonly JsonObject[] {
  const address = site.controlPlaneAddress;
  if (address === undefined) return [];
  const content = yamlText(kubeVipPod(mirroredImage(site.registry, kubeVip), address));
  return [{ path: KUBE_VIP_POD, owner: "root:root", permissions: "0600", content }];
}

/** Clock and operators' account, alike on all servers of the site. */
function hostSettings(site: Site): JsonObject {
  const { ntp } = nodeNetwork(site);
  const keys = listParameter(site, "sshKeys");
  return {
    ntp: ntp.length > 0 ? { enabled: true, servers: ntp } : {},
    users: keys.length > 0 ? [{ name: "flotilla", sudo: "ALL=(ALL) NOPASSWD:ALL", sshAuthorizedKeys: keys }] : [],
  };
}
