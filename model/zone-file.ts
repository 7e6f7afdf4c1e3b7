/** The schema of sites/<region>/<zone>.yaml: sites, hosts, states. */

import { z } from "zod";
import { ADDRESSES, addresses, mac } from "./address-scalars.ts";
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
  ringName,
  serial,
  siteName,
  zoneName,
} from "./scalars.ts";
import { architectures, devices } from "./server-words.ts";
import { siteNetworkFileSchema, siteNetworkSchema } from "./site-network-file.ts";
import { usersSchema } from "./trust-file.ts";

export { type Architecture, architectures, type Device, devices } from "./server-words.ts";

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

/** Of every node of the zone or the site; a narrower scope counts before a wider one. */
const nodeSettings = { nodeLabels: nodeLabels.optional(), nodeTaints: z.array(taintSchema).optional() };

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

const hostFields = {
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
  /** A virtual machine that does not exist before its provisioner makes it: nothing identifies it, and it has no disk to name. */
  virtual: z.literal(true).optional(),
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
};

/** What is known of a server before it is installed, and of a virtual machine by its provisioner alone. */
const ofMetal = ["machineId", "serial", "mac", "interfaces", "bmc", "boot", "disk", "disks", "nodes"] as const;

/** What identifies the server, what it boots by and where its system goes: each in one of several ways. */
function hostFaults(host: ServerFile, context: z.RefinementCtx): void {
  const missing = (key: string, message: string) => context.addIssue({ code: "custom", path: [key], message });
  if (host.virtual) {
    for (const key of ofMetal)
      if (host[key] !== undefined) missing(key, `no ${key}: a virtual machine gets it from whoever makes it`);
    return;
  }
  const card = host.mac ?? host.interfaces?.find((each) => each.mac !== undefined)?.mac;
  if (host.machineId === undefined && host.serial === undefined && card === undefined) {
    missing("machineId", "what identifies the server: machineId, serial or mac");
  }
  if (host.mac === undefined && host.interfaces === undefined) missing("mac", "mac, or interfaces");
  if (host.disk === undefined && host.disks === undefined) missing("disk", "the disk to install on, or disks");
  if (host.disk !== undefined && host.disks !== undefined) missing("disk", "disk or disks, not both");
}

const hostSchema = z.strictObject(hostFields).superRefine(hostFaults);

const {
  role: _role,
  address: _address,
  nodes: _nodes,
  interfaces: _interfaces,
  virtual: _virtual,
  ...ofServer
} = hostFields;

/** A server that no site has: clusters for a time are made of such, and get their addresses when they do. */
const poolHostSchema = z.strictObject(ofServer).superRefine(hostFaults);

const autoOrAddresses = z.union([z.literal("auto"), addresses], { error: ADDRESSES });

/** As a zone file may have it: with addresses that the region's plan gives. */
const hostFileSchema = z
  .strictObject({
    ...hostFields,
    address: autoOrAddresses,
    nodes: z
      .array(z.strictObject({ name: hostName, role: z.enum(roles), address: autoOrAddresses }))
      .min(1, "at least one node")
      .optional(),
  })
  .superRefine(hostFaults);

export const siteSchema = z.strictObject({
  name: siteName,
  /** cluster: an autonomous cluster. nodes: its servers are nodes of the region's hub. */
  kind: z.enum(["cluster", "nodes"]),
  profile: profileReference,
  /** The cluster that the servers of a nodes site join: the region's hub, or the centre. */
  parent: z.enum(["hub", "centre"]).optional(),
  state: z.enum(siteStates).default("active"),
  /** Rollout ring; the zone's when absent. */
  ring: ringName.optional(),
  network: siteNetworkSchema,
  labels: labels.default({}),
  ...nodeSettings,
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

/** As a zone file may have it: `auto` stands for what the region's plan gives. */
const siteFileSchema = z
  .strictObject({
    ...siteSchema.shape,
    network: siteNetworkFileSchema,
    hosts: z.array(hostFileSchema).min(1, "at least one host"),
  })
  .superRefine(autoFaults);

/** Only in a network that the plan gives can it give addresses. */
function autoFaults({ network, hosts }: Pick<SiteFile, "network" | "hosts">, context: z.RefinementCtx): void {
  const refuse = (path: PropertyKey[], message: string) => context.addIssue({ code: "custom", path, message });
  const isGiven = network.nodes === "auto";
  for (const key of ["vip", "ingressVip"] as const) {
    const value = network[key];
    if (!isGiven && (value === "auto" || value === "none"))
      refuse(["network", key], `${ADDRESSES}; ${value} goes with nodes: auto`);
  }
  for (const [index, host] of hosts.entries()) {
    if (host.address !== "auto") continue;
    if (!isGiven) refuse(["hosts", index, "address"], `${ADDRESSES}; auto goes with network: auto`);
    else if (host.interfaces !== undefined)
      refuse(
        ["hosts", index, "address"],
        "an address of the site's network: the host states it at one of its interfaces too",
      );
  }
}

/** A city or county with its sites, every address known. */
export const zoneSchema = z.strictObject({
  zone: zoneName,
  ring: ringName.default("main"),
  ...nodeSettings,
  parameters: parametersSchema.default({}),
  orphan: orphanSchema.default([]),
  retire: retireSchema.default([]),
  /** Servers of the zone that no site has, for clusters for a time. */
  pool: z.array(poolHostSchema).optional(),
  sites: z.array(siteSchema),
});

/** sites/<region>/<zone>.yaml: the same, as people write it. */
export const zoneFileSchema = z.strictObject({ ...zoneSchema.shape, sites: z.array(siteFileSchema) });

export type HostSpec = z.output<typeof hostSchema>;
export type TaintSpec = z.output<typeof taintSchema>;
export type SiteSpec = z.output<typeof siteSchema>;
export type ZoneSpec = z.output<typeof zoneSchema>;
export type SiteFile = z.output<typeof siteFileSchema>;
/** A server, whether it has a place in a site or not. */
type ServerFile = Pick<HostSpec, "machineId" | "serial" | "mac" | "disk" | "disks" | "bmc" | "boot"> & {
  readonly interfaces?: HostSpec["interfaces"];
  readonly virtual?: true | undefined;
  readonly nodes?: unknown;
};
export type PoolHost = z.output<typeof poolHostSchema>;
export type HostFile = SiteFile["hosts"][number];
export type ZoneFile = z.output<typeof zoneFileSchema>;
