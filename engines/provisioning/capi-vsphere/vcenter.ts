/** Where a site's virtual machines lie, as its parameters say. */

import { listParameter, textParameter } from "../../../constructs/host-parameters.ts";
import type { Site } from "../../../constructs/site.ts";
import type { CapiVsphereProvisioner } from "../../../model/provisioner.ts";
import { quantityValue } from "../../../model/quantity.ts";
import type { VsphereFailureDomain } from "../../../model/vsphere.ts";
import { GROUPS } from "../cluster-api/names.ts";

export interface Vcenter {
  /** Its name, as its certificate has it. */
  readonly server: string;
  /** SHA-1 of its certificate, colons between the bytes. */
  readonly thumbprint: string | undefined;
  /** Entry `vsphere/<account>` of the secret store. */
  readonly account: string;
  readonly datacenter: string | undefined;
  readonly datastore: string | undefined;
  readonly storagePolicy: string | undefined;
  readonly folder: string | undefined;
  readonly resourcePool: string | undefined;
  readonly portGroup: string | undefined;
  /** Size of a machine's disk. */
  readonly diskGiB: number | undefined;
  /** Of machines that a rollout makes before it takes others away. */
  readonly spareAddresses: readonly string[];
  /** None: machines lie where vSphere puts them. */
  readonly failureDomains: readonly VsphereFailureDomain[];
}

export function vcenterOf(site: Site): Vcenter {
  const server = textParameter(site, "vcenter") ?? "";
  const disk = quantityValue(textParameter(site, "machineDisk"));
  return {
    server,
    thumbprint: textParameter(site, "vcenterThumbprint"),
    account: textParameter(site, "vcenterAccount") ?? server,
    datacenter: textParameter(site, "datacenter"),
    datastore: textParameter(site, "datastore"),
    storagePolicy: textParameter(site, "storagePolicy"),
    folder: textParameter(site, "folder"),
    resourcePool: textParameter(site, "resourcePool"),
    portGroup: textParameter(site, "portGroup"),
    diskGiB: disk === undefined ? undefined : Math.ceil(disk / 2 ** 30),
    spareAddresses: listParameter(site, "spareAddresses"),
    failureDomains: failureDomainsOf(site),
  };
}

/** The profile's schema has checked what is in it. */
function failureDomainsOf({ parameters }: Site): readonly VsphereFailureDomain[] {
  const { failureDomains } = parameters as { readonly failureDomains?: readonly VsphereFailureDomain[] };
  return failureDomains ?? [];
}

/** `apiVersion` of the provider's own kinds. */
export function vsphereApi({ api }: CapiVsphereProvisioner): string {
  return `${GROUPS.infrastructure}/${api}`;
}
