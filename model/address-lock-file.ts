/** The schema of sites/<region>/addresses.lock.yaml: what `flotilla allocate` gave to each site, a line a site. */

import { z } from "zod";
import { addresses, cidrs } from "./address-scalars.ts";
import { hostName, siteName, tenantName, vlan } from "./scalars.ts";

const lineSchema = z.strictObject({
  nodes: cidrs,
  vlan: vlan.optional(),
  pods: cidrs.optional(),
  services: cidrs.optional(),
  vip: addresses.optional(),
  ingressVip: addresses.optional(),
  /** By the name of the host, or `<host>/<node>` where it carries several nodes. */
  hosts: z.record(z.string(), addresses).default({}),
});

/** What a cluster for a time was given besides: its servers, of which some have the control plane. */
const clusterLineSchema = z.strictObject({
  /** A tenant, whose quota it counts for until it is gone. */
  team: tenantName,
  /** The day on which it got them. */
  born: z.iso.date("a date, like 2026-12-31"),
  /** Names among `hosts`; the others are workers. */
  controlPlanes: z.array(hostName).min(1, "at least one server"),
  ...lineSchema.shape,
});

export const addressLockSchema = z.strictObject({
  sites: z.record(siteName, lineSchema).default({}),
  /** Clusters for a time, by name. One without a file is on its way out and keeps what it has until it is gone. */
  clusters: z.record(siteName, clusterLineSchema).default({}),
});

/** What one site was given. */
export type AddressLine = z.output<typeof lineSchema>;
export type ClusterLine = z.output<typeof clusterLineSchema>;

/** All lines of a lock, by the name of the site or the cluster. */
export interface LockLines {
  readonly sites: ReadonlyMap<string, AddressLine>;
  readonly clusters: ReadonlyMap<string, ClusterLine>;
}

/** Name of the file in the folder of a region. */
export const addressLockName = "addresses.lock.yaml";
