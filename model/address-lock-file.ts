/** The schema of sites/<region>/addresses.lock.yaml: what `flotilla allocate` gave to each site, a line a site. */

import { z } from "zod";
import { addresses, cidrs } from "./address-scalars.ts";
import { siteName, vlan } from "./scalars.ts";

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

export const addressLockSchema = z.strictObject({ sites: z.record(siteName, lineSchema).default({}) });

/** What one site was given. */
export type AddressLine = z.output<typeof lineSchema>;

/** Name of the file in the folder of a region. */
export const addressLockName = "addresses.lock.yaml";
