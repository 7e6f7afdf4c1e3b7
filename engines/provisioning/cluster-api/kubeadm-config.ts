/** The settings of kubeadm on control planes and workers. */

import { listParameter } from "../../../constructs/host-parameters.ts";
import type { Site } from "../../../constructs/site.ts";
import type { JsonObject } from "../../../model/json.ts";
import { mirroredImage, type ProfileImage } from "../../../model/provisioner.ts";
import { yamlText } from "../../../model/yaml-text.ts";
import { nodeNetwork } from "../node-network.ts";
import { ADMIN_CONF, KUBE_VIP_POD, kubeVipPod } from "./kube-vip-pod.ts";
import { omitEmpty } from "./omit-empty.ts";

const SUPER_ADMIN_CONF = "/etc/kubernetes/super-admin.conf";

/** How the infrastructure's nodes call themselves. */
export interface NodeIdentity {
  /** Absent: the name of the machine. */
  readonly name?: string;
  /** Flags of the kubelet, labels of the node among them. */
  readonly kubeletArgs: Readonly<Record<string, string>>;
}

/** What kubeadm is told of a server besides its part in the cluster. */
export interface HostConfig {
  readonly files?: readonly JsonObject[];
  /** Run before kubeadm. */
  readonly commands?: readonly string[];
  readonly users?: readonly JsonObject[];
  /** Checks of kubeadm whose failure is a warning. */
  readonly ignoredErrors?: readonly string[];
}

/** What control planes are made with, besides what every site says. */
export interface ControlPlaneConfig {
  readonly node: NodeIdentity;
  readonly host: HostConfig;
  /** Path of Kubernetes' own images below the first registry; absent: the machine image brings them. */
  readonly imageRepository?: string;
  /** Names of the API server besides those that kubeadm knows. */
  readonly certificateNames?: readonly string[];
  /** Holds the address of the API; absent where the infrastructure does. */
  readonly kubeVip?: ProfileImage;
}

/** kubeadm on a control plane. A change of any part replaces every control plane of the site. */
export function controlPlaneConfig(site: Site, settings: ControlPlaneConfig): JsonObject {
  const { imageRepository, certificateNames = [], host, kubeVip } = settings;
  const registration = nodeRegistration(settings.node, host, CONTROL_PLANE_TAINT);
  return omitEmpty({
    clusterConfiguration: {
      imageRepository: imageRepository && `${site.registry}/${imageRepository}`,
      // kubeadm knows the address that Cluster API goes by.
      apiServer: { certSANs: [...certificateNames, ...(kubeVip ? site.controlPlaneAddresses.slice(1) : [])] },
    },
    // The network replaces kube-proxy.
    initConfiguration: { nodeRegistration: registration, skipPhases: ["addon/kube-proxy"] },
    joinConfiguration: { nodeRegistration: registration },
    ...hostConfig(site, host, kubeVip ? kubeVipConfig(site, kubeVip) : {}),
  });
}

/** kubeadm on a worker. */
export function workerConfig(site: Site, node: NodeIdentity, host: HostConfig): JsonObject {
  return omitEmpty({
    joinConfiguration: { nodeRegistration: nodeRegistration(node, host) },
    ...hostConfig(site, host, {}),
  });
}

/**
 * At sites without workers everything runs on the control planes, so kubeadm's own taint, which
 * forbids that, is softened. It is the same with workers: otherwise the first worker of a site would
 * change this and have every control plane installed again.
 */
const CONTROL_PLANE_TAINT = [{ key: "node-role.kubernetes.io/control-plane", effect: "PreferNoSchedule" }];

function nodeRegistration(
  { name, kubeletArgs }: NodeIdentity,
  { ignoredErrors = [] }: HostConfig,
  taints: readonly JsonObject[] = [],
): JsonObject {
  const kubeletExtraArgs = Object.entries(kubeletArgs).map(([flag, value]) => ({ name: flag, value }));
  return { name, taints, kubeletExtraArgs, ignorePreflightErrors: ignoredErrors };
}

/** Files and commands of one purpose. */
interface PartConfig {
  readonly files?: readonly JsonObject[];
  readonly preKubeadmCommands?: readonly string[];
  readonly postKubeadmCommands?: readonly string[];
}

/** The address's static pod, and its account on the first control plane. */
function kubeVipConfig(site: Site, kubeVip: ProfileImage): PartConfig {
  const onFirst = (command: string) => [`if [ -f /run/kubeadm/kubeadm.yaml ]; then ${command}; fi`];
  return {
    files: kubeVipFiles(site, kubeVip),
    preKubeadmCommands: onFirst(swap(ADMIN_CONF, SUPER_ADMIN_CONF)),
    postKubeadmCommands: onFirst(swap(SUPER_ADMIN_CONF, ADMIN_CONF)),
  };
}

/** The first control plane needs the address before its own account has any rights (kube-vip issue 684). */
function swap(from: string, to: string): string {
  return `sed -i 's#path: ${from}#path: ${to}#' ${KUBE_VIP_POD}`;
}

function kubeVipFiles(site: Site, kubeVip: ProfileImage): readonly JsonObject[] {
  // One a family: kube-vip reads a list (kube-vip v1.2 cmd/kube-vip.go, GenerateCidrRange).
  const address = site.controlPlaneAddresses.join(",");
  if (address === "") return [];
  const content = yamlText(kubeVipPod(mirroredImage(site.registry, kubeVip), address));
  return [{ path: KUBE_VIP_POD, owner: "root:root", permissions: "0600", content }];
}

/** Clock, and what the infrastructure adds, alike on all servers of the site. */
function hostConfig(site: Site, { files = [], commands = [], users = [] }: HostConfig, part: PartConfig): JsonObject {
  const { ntp } = nodeNetwork(site);
  return {
    files: [...files, ...(part.files ?? [])],
    preKubeadmCommands: [...commands, ...(part.preKubeadmCommands ?? [])],
    postKubeadmCommands: part.postKubeadmCommands ?? [],
    ntp: ntp.length > 0 ? { enabled: true, servers: ntp } : {},
    users,
  };
}

/** The operators' account. */
export function operatorAccount(site: Site): readonly JsonObject[] {
  const keys = listParameter(site, "sshKeys");
  return keys.length > 0 ? [{ name: "flotilla", sudo: "ALL=(ALL) NOPASSWD:ALL", sshAuthorizedKeys: keys }] : [];
}
