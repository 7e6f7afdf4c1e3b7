/** Entries of a fleet's files with sound values in all fields that a case leaves open. */

import type { z } from "zod";
import type { appSchema } from "../../model/app-file.ts";
import type { exemptionSchema } from "../../model/exemption-file.ts";
import type { fleetSchema } from "../../model/fleet-file.ts";
import type { regionSchema } from "../../model/region-file.ts";
import type { systemSchema } from "../../model/system-file.ts";
import type { zoneSchema } from "../../model/zone-file.ts";

export type FleetFile = z.input<typeof fleetSchema>;
export type RegionFile = z.input<typeof regionSchema>;
type ZoneFile = z.input<typeof zoneSchema>;
export type SiteEntry = ZoneFile["sites"][number];
export type HostEntry = SiteEntry["hosts"][number];
export type AppFile = z.input<typeof appSchema>;
export type SystemFile = z.input<typeof systemSchema>;
export type ExemptionEntry = z.input<typeof exemptionSchema>;

/** A zone with the name of its region, which its file has from its folder. */
export type ZoneOfRegion = ZoneFile & { region: string };

/** A cluster site with one server, at the first addresses of a block such as `10.44.1`. */
export function cluster(name: string, block: string, fields: Partial<SiteEntry> = {}): SiteEntry {
  return {
    name,
    kind: "cluster",
    profile: "edge-k3s@1.0.0",
    state: "active",
    network: {
      nodes: `${block}.0/26`,
      pods: "10.244.0.0/16",
      services: "10.96.0.0/16",
      vip: `${block}.10`,
      vlan: Number(block.split(".")[2]) + 100,
    },
    hosts: [host(`${name}-a`, `${block}.11`)],
    ...fields,
  };
}

/** A site whose servers are nodes of the region's hub. */
export function nodes(name: string, block: string, fields: Partial<SiteEntry> = {}): SiteEntry {
  return {
    ...cluster(name, block),
    kind: "nodes",
    profile: "edge-kubeedge@1.0.0",
    network: { nodes: `${block}.0/26`, vlan: Number(block.split(".")[2]) + 100 },
    hosts: [host(`${name}-a`, `${block}.11`, { role: "worker" })],
    ...fields,
  };
}

/** A server; what identifies its hardware follows from its address. */
export function host(name: string, address: string, fields: Partial<HostEntry> = {}): HostEntry {
  const bytes = address.split(".").map((part) => Number(part).toString(16).padStart(2, "0"));
  return {
    name,
    machineId: `4c4c4544-0051-3110-8052-0000${bytes.join("")}`,
    arch: "amd64",
    role: "control-plane",
    address,
    mac: `02:44:${bytes.join(":")}`,
    bmc: `redfish-virtualmedia://10.1${address.slice(3)}/redfish/v1/Systems/1`,
    disk: "/dev/disk/by-id/nvme-a",
    ...fields,
  };
}

export function app(tenant: string, name: string, fields: Partial<AppFile> = {}): AppFile {
  return {
    name,
    tenant,
    image: `registry.panji.example/${tenant}/${name}:1.0.0@sha256:${"a1".repeat(32)}`,
    ports: [{ name: "http", port: 8080 }],
    resources: { cpu: "100m", memory: "128Mi" },
    config: { LOG_LEVEL: "info" },
    ...fields,
  };
}

export function zone(region: string, name: string, sites: SiteEntry[]): ZoneOfRegion {
  return { region, zone: name, sites };
}

export function region(name: string, code: string): RegionFile {
  return {
    name,
    code,
    timezone: "Asia/Shanghai",
    delivery: "flux",
    hub: { profile: "region-hub@1.0.0", endpoint: `https://hub.${name}.panji.example:6443` },
    network: { supernet: `10.${code}.0.0/16`, asn: 64500 + Number(code) },
  };
}
