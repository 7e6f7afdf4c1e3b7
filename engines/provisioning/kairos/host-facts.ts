/** What decides the lines of a host's file, and what differs from host to host. */

import type { Host } from "../../../constructs/host.ts";
import type { DiskSelector } from "../../../model/disk-file.ts";
import { isIpv6 } from "../../../model/network.ts";
import type { K3sComponent, KairosProvisioner } from "../../../model/provisioner.ts";
import type { TaintSpec } from "../../../model/zone-file.ts";
import { type NetworkdFile, networkdFiles } from "../networkd.ts";
import { nodeNetwork } from "../node-network.ts";
import { type DataDisk, dataDisks } from "./data-disks.ts";
import { foundsCluster } from "./founding.ts";
import { type HostSettings, hostSettings, nodeNetworkFile } from "./host-settings.ts";
import { osImage } from "./os-image.ts";

/** What the files of many hosts have in common: it decides which lines a file has. */
export interface HostTemplateKey extends HostSettings {
  readonly isServer: boolean;
  /** It makes the cluster; all others join it. */
  readonly foundsCluster: boolean;
  readonly image: string;
  /** MiB. */
  readonly statePartition: number;
  readonly persistent: readonly string[];
  /** Files of its interfaces, where one address on one card is not all. */
  readonly interfaces: readonly NetworkdFile[] | undefined;
  /** Addresses of the API besides the variable `api`. */
  readonly otherApis: readonly string[];
  /** As `key=value`. */
  readonly labels: readonly string[];
  /** As `key=value:effect`. */
  readonly taints: readonly string[];
  readonly kernelArguments: readonly string[];
  readonly disks: readonly DataDisk[];
  readonly timeZone: string;
  readonly pods: string | undefined;
  readonly services: string | undefined;
  readonly disable: readonly K3sComponent[];
  readonly kubeProxy: boolean;
  readonly embeddedRegistry: boolean;
}

/** What differs from host to host, as text. */
export const hostVariableNames = [
  "name",
  "disk",
  "mac",
  "address",
  "nodeIp",
  "prefix",
  "gateway",
  "vlan",
  "api",
  /** The same as a URL has it. */
  "apiHost",
  "region",
  "zone",
  "site",
] as const;
export type HostVariables = Readonly<Record<(typeof hostVariableNames)[number], string>>;

/** Shipped layers bring storage; nothing else at an edge site should listen on its ports 80 and 443. */
const DISABLED: readonly K3sComponent[] = ["local-storage", "servicelb", "traefik"];

/**
 * Left to itself Kairos makes the partition for images of the size of the first one, and it cannot grow later: a bigger
 * image never fits (kairos-agent pkg/config/spec.go: 2 active + passive + 1000 MiB; kairos issue 3788). This is room for
 * three images of 7.8 GiB.
 */
const STATE_PARTITION = 24_576;

export function hostTemplateKey(host: Host, provisioner: KairosProvisioner): HostTemplateKey {
  const { site } = host;
  const settings = hostSettings(site, provisioner);
  return {
    isServer: host.spec.role === "control-plane",
    foundsCluster: foundsCluster(host),
    image: osImage(site, provisioner).reference,
    statePartition: provisioner.statePartition ?? STATE_PARTITION,
    persistent: provisioner.persistent ?? [],
    ...settings,
    interfaces: isPlain(host) ? undefined : networkdFiles(host, nodeNetworkFile(settings)),
    otherApis: site.controlPlaneAddresses.slice(1),
    labels: Object.entries(host.labels).map(([label, value]) => `${label}=${value}`),
    taints: host.taints.map(taintText),
    kernelArguments: host.kernelArguments,
    disks: dataDisks(host, provisioner),
    timeZone: site.region.spec.timezone,
    pods: ranges(site.network.pods),
    services: ranges(site.network.services),
    disable: provisioner.disable ?? DISABLED,
    kubeProxy: provisioner.kubeProxy ?? false,
    embeddedRegistry: provisioner.embeddedRegistry ?? false,
  };
}

/** One address on one card, with or without the site's VLAN: all that differs is text. */
function isPlain({ spec, addresses, site: { network } }: Host): boolean {
  const isShort = spec.interfaces === undefined && addresses.length === 1 && !isIpv6(addresses[0] as string);
  return isShort && network.mtu === undefined && network.routes.length === 0;
}

/** As the kubelet takes taints: `key=value:effect`, or `key:effect`. */
function taintText({ key, value, effect }: TaintSpec): string {
  return `${key}${value === undefined ? "" : `=${value}`}:${effect}`;
}

/** As K3s takes networks: one, or one of each family. */
function ranges(networks: readonly string[]): string | undefined {
  return networks.length === 0 ? undefined : networks.join(",");
}

/**
 * The installer takes a device or `auto`, its own choice. Of what the hardware says a WWN has a link of its own (systemd
 * rules.d/60-persistent-storage.rules); other hints are refused as unsupported.
 */
function diskDevice(disk: DiskSelector): string {
  if (typeof disk === "string") return disk;
  if (disk.wwn === undefined) return "auto";
  return `/dev/disk/by-id/${disk.wwn.startsWith("eui.") ? "nvme" : "wwn"}-${disk.wwn}`;
}

export function hostVariables(host: Host): HostVariables {
  const { site } = host;
  const { prefix, gateway, vlan } = nodeNetwork(site);
  const { address, mac = "" } = host;
  const api = site.controlPlaneAddress ?? address;
  return {
    name: host.name,
    disk: diskDevice(host.installDisk),
    mac,
    address,
    nodeIp: host.addresses.join(","),
    prefix: String(prefix),
    gateway,
    vlan: String(vlan ?? ""),
    api,
    apiHost: isIpv6(api) ? `[${api}]` : api,
    region: site.region.name,
    zone: site.zone.name,
    site: site.name,
  };
}
