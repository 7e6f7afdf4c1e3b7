import { z } from "zod";
import { address } from "../../model/address-scalars.ts";
import { hostName, quantity } from "../../model/scalars.ts";
import { clusterSiteParameters } from "./cluster-site.ts";
import { hostOrAddress } from "./fields.ts";

/** As an inventory of vSphere has it: names may hold anything but a line break. */
const inventoryName = z
  .string()
  .min(1, "a name or an inventory path")
  .max(1024, "at most 1024 characters")
  .regex(/^[^\r\n]+$/, "a name or an inventory path, like /dc-suzhou/datastore/vsan-01");

const failureDomain = z.strictObject({
  name: z
    .string()
    .max(40, "at most 40 characters")
    .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, "a tag of category k8s-zone in lower case, like rack-1"),
  region: inventoryName,
  computeCluster: inventoryName,
  hosts: z.strictObject({ hostGroup: inventoryName, vmGroup: inventoryName }).optional(),
  datastore: inventoryName.optional(),
  portGroup: inventoryName.optional(),
  resourcePool: inventoryName.optional(),
  folder: inventoryName.optional(),
});

/** Parameters of clusters whose machines a vCenter runs. */
export const vsphereSiteParameters = clusterSiteParameters.extend({
  releasedHosts: z
    .array(hostName)
    .default([])
    .describe(
      "Machines that leave the site, by host; step two, once their addresses are free, is to remove the hosts.",
    ),
  vcenter: hostOrAddress
    .optional()
    .describe("Name of the vCenter that runs the site's machines. Needed, as are its thumbprint and the port group."),
  vcenterThumbprint: z
    .string()
    .regex(/^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){19}$/, "20 bytes in hexadecimal with colons between them")
    .optional()
    .describe("SHA-1 of the vCenter's certificate; without it the provider would take any certificate."),
  vcenterAccount: z
    .string()
    .regex(/^[a-z0-9]([-a-z0-9._]{0,61}[a-z0-9])?$/, "the name of an entry in the secret store, like edge-suzhou")
    .optional()
    .describe("Entry vsphere/<vcenterAccount> of the hub's secret store; absent: the vCenter's name."),
  datacenter: inventoryName.optional().describe("Where the machines lie; absent: the only one of the vCenter."),
  datastore: inventoryName.optional().describe("Where their disks lie; absent: where vSphere puts them."),
  storagePolicy: inventoryName.optional().describe("Storage policy of their disks, which chooses among datastores."),
  folder: inventoryName.optional().describe("Folder of the machines; absent: that of all machines of the datacenter."),
  resourcePool: inventoryName.optional().describe("Their resource pool; absent: the cluster's own."),
  portGroup: inventoryName
    .optional()
    .describe("Their network: the port group of network.nodes, which tags frames where the site has a VLAN."),
  machineDisk: quantity.default("64Gi").describe("Size of a machine's disk, its volumes with it."),
  spareAddresses: z
    .array(address)
    .default([])
    .describe("Free addresses of the node network, for machines that a rollout makes before it takes others away."),
  failureDomains: z
    .array(failureDomain)
    .default([])
    .describe("Compute clusters, or groups of hosts in them, over which the control planes are spread."),
});
