/** The schema of a site's network. */

import { z } from "zod";
import { ADDRESSES, address, addresses, cidr, cidrs, gateways, hostOrAddress, NETWORKS } from "./address-scalars.ts";
import { mtuSchema, routeSchema } from "./interface-file.ts";
import { domain, proxyUrl, vlan } from "./scalars.ts";

/** How the site hangs on the network; sets intervals, timeouts, prefetch and the size budget of a change. */
const links = ["fibre", "lte", "satellite"] as const;
export type Link = (typeof links)[number];

/** Where addresses are one value or a pair, the pair is IPv4, IPv6. */
export const siteNetworkSchema = z.strictObject({
  nodes: cidrs,
  pods: cidrs.optional(),
  services: cidrs.optional(),
  /** Address of the control plane, inside `nodes`. */
  vip: addresses.optional(),
  /** Address at which the site's applications are reached, inside `nodes`. */
  ingressVip: addresses.optional(),
  vlan: vlan.optional(),
  /** The parameter `gateway` when absent, or else the first address of `nodes`. */
  gateway: gateways.optional(),
  /** The parameter `dns` when absent, or else the gateway. */
  dns: z.array(address).optional(),
  /** The parameter `ntp` when absent. */
  ntp: z.array(hostOrAddress).optional(),
  /** Domains that are appended to short names, in order. */
  search: z.array(domain).optional(),
  /** Of the interface with the node address. */
  mtu: mtuSchema.optional(),
  /** Routes of every server besides the default one. */
  routes: z.array(routeSchema).optional(),
  /** Of the servers: what pulls images, charts and time-outs of Git goes through it. */
  proxy: z
    .strictObject({
      http: proxyUrl.optional(),
      https: proxyUrl.optional(),
      /** Names, domains and networks that are reached directly, besides the site's own networks. */
      noProxy: z
        .array(
          z.union([hostOrAddress, cidr, z.string().regex(/^\.[a-z0-9.-]+$/)], {
            error: "a name, a domain such as .panji.example, an address or a network",
          }),
        )
        .optional(),
    })
    .optional(),
  link: z.enum(links).optional(),
});

export type SiteNetworkSpec = z.output<typeof siteNetworkSchema>;

/** Given by the region's plan and kept in its lock. */
const auto = z.literal("auto");

/**
 * As a zone file may have it: `network: auto` is short for `{ nodes: auto }`. What a site leaves out is given by the
 * region's plan then, and what it states stays.
 */
export const siteNetworkFileSchema = z.strictObject({
  ...siteNetworkSchema.shape,
  nodes: z.union([auto, cidrs], { error: NETWORKS }),
  /** `none`: with `nodes: auto`, no virtual address at all. */
  vip: z.union([auto, z.literal("none"), addresses], { error: ADDRESSES }).optional(),
  ingressVip: z.union([auto, addresses], { error: ADDRESSES }).optional(),
});
