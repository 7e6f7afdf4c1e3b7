/** A node of OpenShift's zero touch provisioning as a host. */

import type { Cidr } from "../../model/network.ts";
import { type HostDraft, unknown } from "./draft.ts";
import type { Field } from "./field.ts";
import type { Defaulted } from "./format.ts";
import { archWord, bootWord, macText, readBmc, readRootDeviceHints, shortName, translated } from "./host-fields.ts";
import { takeKernelArguments } from "./kernel-arguments.ts";
import { takeLabels } from "./labels.ts";
import { readNodeNetwork } from "./nmstate.ts";
import { nodeAddresses, withoutPrefix } from "./node-address.ts";
import type { SiteValues } from "./site-values.ts";

export interface ZtpNode {
  readonly host: HostDraft;
  /** Of the node, with the lengths of their prefixes. */
  readonly addresses: readonly string[];
  readonly defaults: readonly Defaulted[];
}

const roleWord = translated({ master: "control-plane", "control-plane": "control-plane", worker: "worker" });

/** Defaults of ClusterInstance's CRD (stolostron/siteconfig api/v1alpha1/clusterinstance_types.go). */
const standard = { arch: "amd64", role: "control-plane", boot: "uefi" } as const;

/**
 * @param cluster what holds for nodes that do not say it themselves
 * @param machines the cluster's machineNetwork
 * @param to the host in the zone file, like `sites[0].hosts[0]`
 */
export function readZtpNode(
  node: Field,
  cluster: Field,
  machines: readonly Cidr[],
  site: SiteValues,
  to: string,
): ZtpNode {
  const defaults: Defaulted[] = [];
  const orDefault = (field: string, value: string | undefined, usual: string, reason: string) => {
    if (value === undefined) defaults.push({ to: `${to}.${field}`, value: usual, reason });
    return value ?? usual;
  };
  const network = readNodeNetwork(node.at("nodeNetwork"), to, site);
  const addresses = nodeAddresses(network, machines);
  const ownArch = node.at("cpuArchitecture").take(`${to}.arch`, archWord);
  const arch = ownArch ?? cluster.at("cpuArchitecture").take(`${to}.arch`, archWord);
  const role = node.at("role").take(`${to}.role`, roleWord);
  const boot = node.at("bootMode").take(`${to}.boot`, bootWord);
  const disk = readRootDeviceHints(node.at("rootDeviceHints"), to);
  const bmc = readBmc(node.at("bmcAddress"), node.at("bmcCredentialsName", "name"), undefined, to);
  if (bmc) {
    const reason = "ZTP verifies no certificate of a BMC, Flotilla does; say false where nobody vouches for it";
    defaults.push({ to: `${to}.bmc.verifyCertificate`, value: "true", reason });
  }
  const host: HostDraft = {
    name: node.at("hostName").take(`${to}.name`, shortName) ?? unknown,
    arch: orDefault("arch", arch, standard.arch, "there is no cpuArchitecture; ZTP takes x86_64"),
    role: orDefault("role", role, standard.role, "there is no role; ZTP takes master"),
    address: withoutPrefix(addresses) ?? unknown,
    mac: node.at("bootMACAddress").take(`${to}.mac`, macText) ?? (network.interfaces ? undefined : unknown),
    interfaces: network.interfaces,
    bmc,
    boot: orDefault("boot", boot, standard.boot, "there is no bootMode; ZTP takes UEFI"),
    disk: orDefaultDisk(disk, to, defaults),
    labels: takeLabels(node.at("nodeLabels"), `${to}.labels`),
    kernelArguments: takeKernelArguments(node.at("installerArgs"), `${to}.kernelArguments`),
  };
  return { host, addresses, defaults };
}

function orDefaultDisk(disk: HostDraft["disk"], to: string, defaults: Defaulted[]): HostDraft["disk"] {
  if (disk === undefined) {
    defaults.push({ to: `${to}.disk`, value: "auto", reason: "there are no rootDeviceHints; the installer chooses" });
  }
  return disk ?? "auto";
}
