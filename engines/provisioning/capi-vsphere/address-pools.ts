/** The addresses of a site's virtual machines, as the provider of Cluster API for addresses inside the hub gives them out. */

import type { KubernetesObject } from "../../../model/manifest.ts";
import { isIpv6 } from "../../../model/network.ts";
import type { PoolScope } from "../../engine.ts";
import { isBorrowing } from "../cluster-api/joining.ts";
import { namespaceOf } from "../cluster-api/names.ts";
import { omitEmpty } from "../cluster-api/omit-empty.ts";
import { vcenterOf } from "./vcenter.ts";

const GROUP = "ipam.cluster.x-k8s.io";
const KIND = "InClusterIPPool";

type Machines = Pick<PoolScope, "site" | "pool">;

/**
 * A pool for each family with the addresses of the hosts of the file and the spare ones, and nobody else's. Machines are
 * cloned from one template and take any of them: which machine a host of the file is, its address says.
 */
export function addressPools({ site, pool }: Machines): readonly KubernetesObject[] {
  const all = [...pool.hosts.flatMap(({ addresses }) => addresses), ...sparesOf({ site, pool })];
  const { nodes, gateways } = site.network;
  return nodes.map((network, index) => ({
    apiVersion: `${GROUP}/v1alpha2`,
    kind: KIND,
    metadata: { name: poolName(pool, network), namespace: namespaceOf(site) },
    spec: omitEmpty({
      addresses: all.filter((each) => isIpv6(each) === isIpv6(network)),
      prefix: Number(network.slice(network.indexOf("/") + 1)),
      gateway: gateways[index],
    }),
  }));
}

/** The spare addresses that machines of a pool may take: the first pool of the vCenter at the site has them all. */
export function sparesOf({ site, pool }: Machines): readonly string[] {
  return pool.ownsCluster || isBorrowing({ site, pool }) ? vcenterOf(site).spareAddresses : [];
}

/** References to them, as the network card of a machine has them. */
export function poolReferences({ site, pool }: Machines) {
  return site.network.nodes.map((network) => ({ apiGroup: GROUP, kind: KIND, name: poolName(pool, network) }));
}

function poolName({ name, ownsCluster }: PoolScope["pool"], network: string): string {
  const base = ownsCluster ? "nodes" : name;
  return isIpv6(network) ? `${base}-ipv6` : base;
}
