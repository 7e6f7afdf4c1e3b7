/** The schema of sites/<region>/<zone>.yaml: sites, hosts, states. */

import { z } from "zod";
import { addresses, mac } from "./address-scalars.ts";
import { bmcSchemes } from "./bmc.ts";
import { diskSelector, disksSchema } from "./disk-file.ts";
import { orphanSchema, parametersSchema, retireSchema } from "./fleet-file.ts";
import { hostHardwareSchema } from "./hardware-file.ts";
import { interfacesSchema } from "./interface-file.ts";
import {
  bmcAddress,
  hostName,
  image,
  kernelArgument,
  labelKey,
  labels,
  labelValue,
  machineId,
  nodeLabels,
  profileReference,
  serial,
  siteName,
  zoneName,
} from "./scalars.ts";
import { siteNetworkSchema } from "./site-network-file.ts";
import { usersSchema } from "./trust-file.ts";

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

const roles = ["control-plane", "worker"] as const;

/** How the firmware starts the system. */
const bootModes = ["uefi", "uefi-secure", "legacy"] as const;
export type BootMode = (typeof bootModes)[number];

const taintSchema = z.strictObject({
  key: labelKey,
  value: labelValue.optional(),
  effect: z.enum(["NoSchedule", "PreferNoSchedule", "NoExecute"]),
});

const bmcSchema = z.union(
  [
    bmcAddress,
    z.strictObject({
      address: bmcAddress,
      /** Entry `bmc/<credentials>` of the secret store with `username` and `password`; the server's identity when absent. */
      credentials: z
        .string()
        .regex(/^[a-z0-9]([-a-z0-9._]{0,61}[a-z0-9])?$/, "the name of an entry in the secret store, like rack-12")
        .optional(),
      /** False for a controller with a certificate that nobody vouches for. */
      verifyCertificate: z.boolean().optional(),
    }),
  ],
  {
    error: `a BMC address, like redfish-virtualmedia://10.44.255.11/redfish/v1/Systems/1, or { address, credentials, verifyCertificate }; schemes are ${bmcSchemes}`,
  },
);

const hostSchema = z
  .strictObject({
    name: hostName,
    /** Whichever is known first identifies the server: machineId, serial, or the first MAC address. */
    machineId: machineId.optional(),
    serial: serial.optional(),
    arch: z.enum(architectures, {
      error: ({ input }) =>
        /^(arm|arm32|armhf|armv[67]l?)$/.test(String(input))
          ? "amd64 or arm64; images of the profiles are not built for 32-bit arm"
          : undefined,
    }),
    role: z.enum(roles),
    /** Of the node, one value or a pair (IPv4, IPv6). */
    address: addresses,
    /** Of the interface that the server boots by; the first one of `interfaces` when absent. */
    mac: mac.optional(),
    /** All interfaces; when absent the one with `mac`, on the site's VLAN, with `address`. */
    interfaces: interfacesSchema.optional(),
    /** Redfish or IPMI address of the baseboard management controller. */
    bmc: bmcSchema.optional(),
    boot: z.enum(bootModes).optional(),
    /** The disk to install on: short for `disks` with that one alone. */
    disk: diskSelector.optional(),
    disks: disksSchema.optional(),
    devices: z.array(z.enum(devices)).default([]),
    /** Its size, or the name of a class of the fleet; when absent nothing is said of whether its pods fit. */
    hardware: hostHardwareSchema.optional(),
    /** Labels of the node besides Flotilla's own. */
    labels: nodeLabels.optional(),
    taints: z.array(taintSchema).optional(),
    kernelArguments: z.array(kernelArgument).optional(),
    /** Several nodes on one server; absent: the server is the node. */
    nodes: z
      .array(z.strictObject({ name: hostName, role: z.enum(roles), address: addresses }))
      .min(1, "at least one node")
      .optional(),
  })
  .superRefine((host, context) => {
    const missing = (key: string, message: string) => context.addIssue({ code: "custom", path: [key], message });
    const card = host.mac ?? host.interfaces?.find((each) => each.mac !== undefined)?.mac;
    if (host.machineId === undefined && host.serial === undefined && card === undefined) {
      missing("machineId", "what identifies the server: machineId, serial or mac");
    }
    if (host.mac === undefined && host.interfaces === undefined) missing("mac", "mac, or interfaces");
    if (host.disk === undefined && host.disks === undefined) missing("disk", "the disk to install on, or disks");
    if (host.disk !== undefined && host.disks !== undefined) missing("disk", "disk or disks, not both");
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
  network: siteNetworkSchema,
  labels: labels.default({}),
  parameters: parametersSchema.default({}),
  orphan: orphanSchema.default([]),
  retire: retireSchema.default([]),
  /** Who may log in at the servers, besides the fleet's and the region's users. */
  users: usersSchema.optional(),
  /** OS image of this site instead of the profile's, from one of the fleet's registries. */
  osImage: image.optional(),
  /** Folder below sites/ with extra objects of the site's own. */
  manifests: z
    .string()
    .regex(/^manifests\/[A-Za-z0-9][-A-Za-z0-9._]*$/, "a folder below sites/manifests/, like manifests/sz-nanshan-01")
    .optional(),
  hosts: z.array(hostSchema).min(1, "at least one host"),
});

/** sites/<region>/<zone>.yaml: a city or county with its sites. */
export const zoneSchema = z.strictObject({
  zone: zoneName,
  ring: z.string().min(1, "the name of a ring").default("main"),
  parameters: parametersSchema.default({}),
  orphan: orphanSchema.default([]),
  retire: retireSchema.default([]),
  sites: z.array(siteSchema),
});

export type HostSpec = z.output<typeof hostSchema>;
export type TaintSpec = z.output<typeof taintSchema>;
export type SiteSpec = z.output<typeof siteSchema>;
export type ZoneSpec = z.output<typeof zoneSchema>;
