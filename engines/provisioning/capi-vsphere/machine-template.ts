/** The VSphereMachineTemplates of a site: what its virtual machines are. */

import type { Host } from "../../../constructs/host.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { isIpv6 } from "../../../model/network.ts";
import type { CapiVsphereProvisioner } from "../../../model/provisioner.ts";
import { contentHash } from "../../content-hash.ts";
import type { PoolScope } from "../../engine.ts";
import { namespaceOf } from "../cluster-api/names.ts";
import { omitEmpty } from "../cluster-api/omit-empty.ts";
import { poolReferences } from "./address-pools.ts";
import { vcenterOf, vsphereApi } from "./vcenter.ts";

/** Of a route for which the site says nothing; the default one of netplan's own networks is lower. */
const ROUTE_METRIC = 100;

/**
 * Machines of one use. Its webhook takes no change, so its name carries its content.
 *
 * @param use start of its name
 * @param host any of the machines, which are alike
 */
export function machineTemplate(
  scope: Pick<PoolScope, "site" | "pool">,
  provisioner: CapiVsphereProvisioner,
  use: string,
  host: Host | undefined,
): KubernetesObject {
  const { site } = scope;
  const { datacenter, datastore, storagePolicy, folder, resourcePool, diskGiB } = vcenterOf(site);
  const { cpus, memoryMiB } = machineSize(provisioner, host);
  const spec = omitEmpty({
    template: {
      spec: {
        template: provisioner.template,
        // A linked clone would keep the size of the template's disk.
        cloneMode: "fullClone",
        datacenter,
        datastore,
        storagePolicyName: storagePolicy,
        folder,
        resourcePool,
        numCPUs: cpus,
        memoryMiB,
        diskGiB,
        os: "Linux",
        powerOffMode: "trySoft",
        network: { devices: [device(scope)] },
      },
    },
  });
  return {
    apiVersion: vsphereApi(provisioner),
    kind: "VSphereMachineTemplate",
    metadata: { name: `${use}-${contentHash(spec)}`, namespace: namespaceOf(site) },
    spec,
  };
}

export interface MachineSize {
  readonly cpus: number;
  readonly memoryMiB: number;
}

/** By the host's `hardware`, or the profile's. */
export function machineSize({ machine }: CapiVsphereProvisioner, host: Host | undefined): MachineSize {
  const capacity = host?.capacity;
  return capacity ? { cpus: capacity.cpu, memoryMiB: Math.floor(capacity.memory / 2 ** 20) } : machine;
}

/** The one card, at the site's port group, which tags its frames where the site has a VLAN. */
function device(scope: Pick<PoolScope, "site" | "pool">): JsonObject {
  const { network } = scope.site;
  return {
    networkName: vcenterOf(scope.site).portGroup,
    dhcp4: false,
    dhcp6: false,
    mtu: network.mtu,
    addressesFromPools: poolReferences(scope),
    nameservers: network.dns,
    searchDomains: network.search,
    routes: network.routes.map(({ destination, gateway, metric = ROUTE_METRIC }) => ({
      to: destination,
      via: gateway,
      metric,
    })),
  };
}

/** The families of a site's machines, as cloud-init's data source of VMware calls their addresses. */
export function nodeAddressKeys({ site }: Pick<PoolScope, "site">): readonly string[] {
  return site.network.nodes.map((network) => (isIpv6(network) ? "local_ipv6" : "local_ipv4"));
}
