/** What decides the lines of a host's file, and what differs from host to host. */

import type { Host } from "../../../constructs/host.ts";
import type { DiskSelector } from "../../../model/disk-file.ts";
import { type K3sComponent, type KairosProvisioner, mirroredImage } from "../../../model/provisioner.ts";
import { nodeNetwork } from "../node-network.ts";
import { foundsCluster } from "./founding.ts";
import { type HostSettings, hostSettings } from "./host-settings.ts";

/** What the files of many hosts have in common: it decides which lines a file has. */
export interface HostTemplateKey extends HostSettings {
  readonly isServer: boolean;
  /** It makes the cluster; all others join it. */
  readonly foundsCluster: boolean;
  readonly image: string;
  /** MiB. */
  readonly statePartition: number;
  readonly persistent: readonly string[];
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
  "prefix",
  "gateway",
  "vlan",
  "api",
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
  return {
    isServer: host.spec.role === "control-plane",
    foundsCluster: foundsCluster(host),
    image: mirroredImage(site.registry, provisioner.os),
    statePartition: provisioner.statePartition ?? STATE_PARTITION,
    persistent: provisioner.persistent ?? [],
    ...hostSettings(site),
    pods: ranges(site.network.pods),
    services: ranges(site.network.services),
    disable: provisioner.disable ?? DISABLED,
    kubeProxy: provisioner.kubeProxy ?? false,
    embeddedRegistry: provisioner.embeddedRegistry ?? false,
  };
}

/** As K3s takes networks: one, or one of each family. */
function ranges(networks: readonly string[]): string | undefined {
  return networks.length === 0 ? undefined : networks.join(",");
}

/** The installer takes a device or `auto`, its own choice; hints are refused as unsupported. */
function diskDevice(disk: DiskSelector): string {
  return typeof disk === "string" ? disk : "auto";
}

export function hostVariables(host: Host): HostVariables {
  const { site } = host;
  const { prefix, gateway, vlan } = nodeNetwork(site);
  const { address, mac = "" } = host;
  return {
    name: host.name,
    disk: diskDevice(host.installDisk),
    mac,
    address,
    prefix: String(prefix),
    gateway,
    vlan: String(vlan ?? ""),
    api: site.controlPlaneAddress ?? address,
    region: site.region.name,
    zone: site.zone.name,
    site: site.name,
  };
}
