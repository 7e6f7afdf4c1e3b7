/** Why fields of Sylva's environment values are in no zone file. */

import type { ReasonTable } from "./account.ts";

const pool = {
  reason: "Metal3's IPAM gives addresses out of a range, and a zone file has one for each server",
  next: "write the address that each server has: kubectl get ipclaims,ipaddresses.ipam.metal3.io",
};
const provisioning = {
  reason: "a site has one network of nodes, and no network to install by",
  next: "let the controller of the server hand it the installer: a virtualmedia scheme in bmc",
};
const platform = { reason: "units are layers of the profile", next: "choose a profile with --profile" };
const roles = { reason: "the roles of the hosts say it", next: "" };
const image = {
  reason: "the image of the system is the profile's",
  next: "say osImage: at the site if it has one of its own",
};
const volumes = {
  reason: "it describes a disk by where it is mounted",
  next: "name it in disks: with purpose: volumes",
};

const kubelet = { reason: "settings of the kubelet are the profile's", next: "" };

export const sylvaReasons: ReasonTable = {
  primary_pool_start: pool,
  primary_pool_end: pool,
  start: pool,
  end: pool,
  provisioning,
  provisioning_pool_network: provisioning,
  provisioning_pool_gateway: provisioning,
  provisioning_pool_start: provisioning,
  provisioning_pool_end: provisioning,
  provisioning_pool_prefix: provisioning,
  provisioning_pool_interface: provisioning,
  bootstrap_ip: provisioning,
  cluster_domain: { reason: "names of a site's applications are the profile's", next: "" },
  cluster_public_ip: { reason: "an address outside of the site is nobody's here", next: "" },
  cluster_api_cert_extra_SANs: { reason: "names in the certificate of the API are the profile's", next: "" },
  capi_providers: { reason: "the provisioner is the profile's", next: "choose a profile with --profile" },
  capo: { reason: "machines of a cloud are no servers of a site", next: "" },
  capv: {
    reason: "machines of a cloud are no servers of a site",
    next: "name a profile with capi-vsphere and its servers",
  },
  capone: { reason: "machines of a cloud are no servers of a site", next: "" },
  k8s_version: { reason: "versions are the profile's", next: "choose a profile with --profile" },
  image_key: image,
  os_image_selector: image,
  machine_image_url: image,
  machine_image_checksum: image,
  machine_image_checksum_type: image,
  machine_image_format: image,
  openshift: image,
  control_plane_replicas: roles,
  replicas: roles,
  hostSelector: roles,
  machine_deployment_default: { reason: "no server is of a machine deployment, or each says it itself", next: "" },
  disableCertificateVerification: { reason: "each server says it itself", next: "" },
  interface_mappings: {
    reason: "no network_interfaces of the server's group name the card",
    next: "list the cards in interfaces: of the host",
  },
  hugepages: {
    reason: "pages are set aside by arguments of the kernel",
    next: "say kernelArguments: hugepagesz= and hugepages= of the host",
  },
  kubelet_extra_args: kubelet,
  kubelet_config_file_options: kubelet,
  non_hugepages_minimum_memory_gb: kubelet,
  nodeTaints: { reason: "taints of a class have another form", next: "say taints: of the host" },
  nodeAnnotations: { reason: "nodes have labels and taints alone", next: "" },
  node_class: { reason: "there is no such class", next: "say labels: and kernelArguments: of the host" },
  nodeLabels: { reason: "no server is of this class or group", next: "" },
  extra_options: { reason: "no server is of this class", next: "" },
  additional_commands: { reason: "commands of the installation are the profile's", next: "" },
  agent_config_format: image,
  enable_longhorn: { reason: "storage is a layer of the profile", next: "say the parameter storageEngine: longhorn" },
  okd: { reason: "the distribution is the profile's", next: "choose a profile with --profile" },
  longhorn_disk_config: volumes,
  annotations: volumes,
  inspection_name: {
    reason: "cards are found by MAC address or by the name that the system gives",
    next: "say mac: of the interface",
  },
  bondXmitHashPolicy: { reason: "options of a bond besides its mode are the engine's", next: "" },
  labels: {
    reason: "it selects the server for a group, which its role says",
    next: "say labels: of the host for those of the node",
  },
  description: { reason: "a note for people", next: "write it as a comment" },
  online: { reason: "whether a server runs follows from the state of its site", next: "" },
  externallyProvisioned: { reason: "whether a server is installed follows from the state of its site", next: "" },
  automatedCleaningMode: { reason: "how disks are wiped is the profile's", next: "" },
  additionalUserData: {
    reason: "of a cloud-config, only users with keys have a field",
    next: "say the rest in a parameter of the profile",
  },
  registry_mirrors: { reason: "mirrors are the fleet's", next: "name them in registries: of sites/fleet.yaml" },
  libvirt_metal: { reason: "virtual servers of a laboratory", next: "" },
  units: platform,
  snmp: platform,
  sriov: platform,
  metal3: platform,
  longhorn: platform,
};
