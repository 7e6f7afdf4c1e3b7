/** Where the API of a cluster answers. */

import type { Host } from "../../../constructs/host.ts";
import type { Site } from "../../../constructs/site.ts";
import type { EggoProvisioner } from "../../../model/provisioner.ts";
import { workersIn } from "../servers.ts";

/** The server that nginx runs on before several control planes; undefined where none does. */
export function balancer(site: Site, { loadBalancer }: EggoProvisioner): Host | undefined {
  return loadBalancer === "nginx" && site.controlPlanes.length > 1 ? workersIn(site)[0] : undefined;
}

/** The address that nodes, agents and the first Job dial. */
export function apiAddress(site: Site, provisioner: EggoProvisioner): string {
  return balancer(site, provisioner)?.address ?? site.controlPlaneAddress ?? "127.0.0.1";
}
