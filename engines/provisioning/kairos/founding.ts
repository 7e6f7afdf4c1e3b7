/** Which server of a site founds its K3s cluster. */

import type { Host } from "../../../constructs/host.ts";
import type { SiteState } from "../../../model/zone-file.ts";

/** The state of a site whose servers are on their way to it and have no cluster yet. */
export const FOUNDING_STATE: SiteState = "shipped";

/**
 * Whether the server makes a new cluster when it is installed; every other one joins at the address of the control
 * plane. K3s on an empty disk without `server` founds a cluster whatever lives beside it (k3s pkg/cluster/bootstrap.go,
 * shouldBootstrapLoad: no join URL means initialise), so this belongs to the birth of a site, which its state tells:
 *
 * - Several control planes found once, while the site is `shipped`, on the one with the first name; the order of the
 *   file means nothing. In every later state all of them join, so that a server that is installed again comes back to
 *   its cluster.
 * - An only control plane has nobody to join. It keeps its data in etcd from the first day, as `cluster-init` alone does
 *   (k3s pkg/cluster/managed.go, assignManagedDriver), so that it has snapshots and others can join it later.
 */
export function foundsCluster(host: Host): boolean {
  const { site } = host;
  const servers = site.controlPlanes;
  if (servers.length === 1) return servers[0] === host;
  return site.spec.state === FOUNDING_STATE && servers.toSorted(byName)[0] === host;
}

function byName(a: Host, b: Host): number {
  return a.name < b.name ? -1 : 1;
}
