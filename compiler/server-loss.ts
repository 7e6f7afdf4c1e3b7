/** What of a site goes on when it loses a server, as its number of servers and their roles decide. */

import type { Site } from "../constructs/site.ts";

/** One sentence; what becomes of the volumes of a pod is its storage class's to say. */
export function serverLoss(site: Site): string {
  return site.spec.kind === "cluster" ? ofCluster(site) : ofNodes(site);
}

/** Quorum of etcd: more than half of the control planes. */
function ofCluster({ hosts, controlPlanes }: Site): string {
  const [first] = controlPlanes;
  const spare = Math.floor((controlPlanes.length - 1) / 2);
  if (hosts.length === 1) return "the site stands still until its only server is back";
  if (!first) return "no server is a control plane, so nothing starts";
  if (controlPlanes.length === 2) {
    return "without either of its two control planes nothing starts and no pod moves, what runs on the others goes on";
  }
  if (spare === 0) {
    return `without ${first.name} nothing starts and no pod moves, what runs on the others goes on; without another its pods move`;
  }
  const others = hosts.length > controlPlanes.length ? "; a worker's pods move too" : "";
  return `any ${spare === 1 ? "one" : spare} of ${controlPlanes.length} control planes may be lost: API and etcd go on, its pods move${others}`;
}

function ofNodes({ hosts, parent }: Site): string {
  const api = `the API is that of the ${parent}`;
  if (hosts.length === 1) return `its apps stop until its only server is back; ${api}`;
  return `apps with pods on the other servers go on; ${api}, which moves pods once it sees the loss`;
}
