/** What a profile and the parameters of its sites say of virtual machines of vSphere. */

import type { ClusterApiSettings, ProfileImage } from "./provisioner.ts";

/**
 * Parameters of sites whose virtual machines a vCenter runs: `vcenter` (its name), `vcenterThumbprint` (SHA-1 of its
 * certificate), `vcenterAccount` (entry `vsphere/<account>` of the hub's secret store; the vCenter's name when absent), where
 * machines lie (`datacenter`, `datastore`, `storagePolicy`, `folder`, `resourcePool`), `portGroup` (their network),
 * `machineDisk` (a quantity), `spareAddresses` (of machines that a rollout makes before it takes others away) and
 * `failureDomains` (`VsphereFailureDomain`).
 */
export type VsphereParameter =
  | "vcenter"
  | "vcenterThumbprint"
  | "vcenterAccount"
  | "datacenter"
  | "datastore"
  | "storagePolicy"
  | "folder"
  | "resourcePool"
  | "portGroup"
  | "machineDisk"
  | "spareAddresses"
  | "failureDomains";

/** A part of a vCenter that fails alone, over which the control planes of a site are spread. */
export interface VsphereFailureDomain {
  /** Tag of category `k8s-zone` at the compute cluster or at the hosts. */
  readonly name: string;
  /** Tag of category `k8s-region` at the datacenter. */
  readonly region: string;
  readonly computeCluster: string;
  /** Of hosts in that cluster, with the group of machines that shall run on them; absent: the whole cluster. */
  readonly hosts?: { readonly hostGroup: string; readonly vmGroup: string } | undefined;
  /** The site's own where absent, as of the three below. */
  readonly datastore?: string | undefined;
  readonly portGroup?: string | undefined;
  readonly resourcePool?: string | undefined;
  readonly folder?: string | undefined;
}

/** Cluster API v1beta2 with virtual machines of vSphere and kubeadm. */
export interface CapiVsphereProvisioner extends ClusterApiSettings {
  readonly engine: "capi-vsphere";
  /** Of the provider's own kinds. v1beta2 comes with provider 1.16; v1beta1 is all that an older one knows. */
  readonly api: "v1beta2" | "v1beta1";
  /** Name or inventory path, in every vCenter, of the template that machines are cloned from: Linux for amd64 with kubeadm. */
  readonly template: string;
  /** Of a machine whose host says no `hardware`. */
  readonly machine: { readonly cpus: number; readonly memoryMiB: number };
  /** kube-vip, which holds the address of the control plane; kubeadm needs one that outlives the first machine. */
  readonly kubeVip: ProfileImage;
  /** Image with `sh`, `helm` and `kubectl`, which installs the network and the first agent. */
  readonly installer: ProfileImage;
  /** Path of Kubernetes' own images below the first registry, like `kubernetes`; coredns lies there too. */
  readonly imageRepository: string;
  /** ClusterSecretStore on the hub with the accounts of vCenters, at `vsphere/<account>`: username, password. */
  readonly secretStore: string;
}
