/** What the parameters of sites say of virtual machines of vSphere. */

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
