/** The schema of sites/<region>/<zone>.yaml: sites, hosts, states. */

import { z } from "zod";
import { orphanSchema, parametersSchema } from "./fleet-file.ts";
import {
  address,
  cidr,
  hostName,
  labels,
  mac,
  machineId,
  profileReference,
  siteName,
  vlan,
  zoneName,
} from "./scalars.ts";

export const architectures = ["amd64", "arm64"] as const;
export type Architecture = (typeof architectures)[number];

export const devices = ["sriov", "ptp", "gpu", "fpga", "radio"] as const;
export type Device = (typeof devices)[number];

/**
 * planned: checked, nothing is emitted. shipped, active, offline: emitted in full.
 * held: emitted, reconciliation paused. retired: workloads go, provisioning objects lose their protection.
 */
export const siteStates = ["planned", "shipped", "active", "held", "offline", "retired"] as const;
export type SiteState = (typeof siteStates)[number];

const hostSchema = z.strictObject({
  name: hostName,
  machineId,
  arch: z.enum(architectures),
  role: z.enum(["control-plane", "worker"]),
  address,
  mac,
  /** Redfish or IPMI address of the baseboard management controller. */
  bmc: z
    .string()
    .regex(
      /^(redfish|redfish\+https|redfish-virtualmedia|ipmi|idrac-virtualmedia):\/\/\S+$/,
      "a BMC address, like redfish://10.44.255.11/redfish/v1/Systems/1",
    )
    .optional(),
  /** A path that survives reboots. */
  disk: z.string().regex(/^\/dev\/\S+$/, "a device path, best /dev/disk/by-id/..."),
  devices: z.array(z.enum(devices)).default([]),
});

export const siteSchema = z.strictObject({
  name: siteName,
  /** cluster: an autonomous cluster. nodes: its servers are nodes of the region's hub. */
  kind: z.enum(["cluster", "nodes"]),
  profile: profileReference,
  /** The cluster that the servers of a nodes site join: the region's hub, or the centre. */
  parent: z.enum(["hub", "centre"]).optional(),
  state: z.enum(siteStates).default("active"),
  /** Rollout ring; the zone's when absent. */
  ring: z.string().min(1, "the name of a ring").optional(),
  network: z.strictObject({
    nodes: cidr,
    pods: cidr.optional(),
    services: cidr.optional(),
    /** Address of the control plane, inside `nodes`. */
    vip: address.optional(),
    vlan: vlan.optional(),
  }),
  labels: labels.default({}),
  parameters: parametersSchema.default({}),
  orphan: orphanSchema.default([]),
  hosts: z.array(hostSchema).min(1, "at least one host"),
});

/** sites/<region>/<zone>.yaml: a city or county with its sites. */
export const zoneSchema = z.strictObject({
  zone: zoneName,
  ring: z.string().min(1, "the name of a ring").default("main"),
  parameters: parametersSchema.default({}),
  orphan: orphanSchema.default([]),
  sites: z.array(siteSchema),
});

export type HostSpec = z.output<typeof hostSchema>;
export type SiteSpec = z.output<typeof siteSchema>;
export type ZoneSpec = z.output<typeof zoneSchema>;
