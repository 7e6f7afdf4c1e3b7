/** The parts of a vCenter over which the control planes of a site are spread. */

import type { Site } from "../../../constructs/site.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { CapiVsphereProvisioner } from "../../../model/provisioner.ts";
import type { VsphereFailureDomain } from "../../../model/vsphere.ts";
import { contentHash } from "../../content-hash.ts";
import { omitEmpty } from "../cluster-api/omit-empty.ts";
import { vcenterOf, vsphereApi } from "./vcenter.ts";

/** As vSphere's own programs for Kubernetes call the categories of these tags. */
const CATEGORIES = { region: "k8s-region", zone: "k8s-zone" } as const;

/**
 * A VSphereFailureDomain and a VSphereDeploymentZone for each of them. Neither has a namespace, so their names begin with the
 * site's. A domain cannot change (internal/webhooks/vspherefailuredomain.go), so its name carries its content; machines
 * know the zone alone, whose name stays.
 */
export function failureDomainObjects(site: Site, provisioner: CapiVsphereProvisioner): readonly KubernetesObject[] {
  return vcenterOf(site).failureDomains.flatMap((each) => {
    const domain = failureDomain(site, provisioner, each);
    return [domain, deploymentZone(site, provisioner, each, domain.metadata.name)];
  });
}

function failureDomain(
  site: Site,
  provisioner: CapiVsphereProvisioner,
  { name, region, computeCluster, hosts, datastore, portGroup }: VsphereFailureDomain,
): KubernetesObject {
  const spec = omitEmpty({
    region: { name: region, type: "Datacenter", tagCategory: CATEGORIES.region },
    zone: { name, type: hosts ? "HostGroup" : "ComputeCluster", tagCategory: CATEGORIES.zone },
    topology: {
      datacenter: vcenterOf(site).datacenter,
      computeCluster,
      hosts: hosts && { hostGroupName: hosts.hostGroup, vmGroupName: hosts.vmGroup },
      networks: portGroup === undefined ? [] : [portGroup],
      datastore,
    },
  });
  return {
    apiVersion: vsphereApi(provisioner),
    kind: "VSphereFailureDomain",
    metadata: { name: `${zoneName(site, name)}-${contentHash(spec)}` },
    spec,
  };
}

function deploymentZone(
  site: Site,
  provisioner: CapiVsphereProvisioner,
  { name, resourcePool, folder }: VsphereFailureDomain,
  domain: string,
): KubernetesObject {
  const { server, ...own } = vcenterOf(site);
  return {
    apiVersion: vsphereApi(provisioner),
    kind: "VSphereDeploymentZone",
    metadata: { name: zoneName(site, name) },
    spec: omitEmpty({
      server,
      failureDomain: domain,
      controlPlane: true,
      placementConstraint: { resourcePool: resourcePool ?? own.resourcePool, folder: folder ?? own.folder },
    }),
  };
}

function zoneName(site: Site, name: string): string {
  return `${site.name}-${name}`;
}
