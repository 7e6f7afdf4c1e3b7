/** What an app may ask of the network: who reaches it from outside, and what it reaches. */

import { z } from "zod";
import { cidr } from "./address-scalars.ts";
import { secretEntry } from "./app-container-file.ts";
import { domain, secretName } from "./scalars.ts";

const port = z.int("a port from 1 to 65535").min(1, "a port from 1 to 65535").max(65535, "a port from 1 to 65535");

/** Through the ingress controller of the site's profile. */
export const exposeSchema = z.strictObject({
  /** Names under which clients ask for it. */
  hosts: z.array(domain).min(1, "at least one host name"),
  /** Everything below this path. */
  path: z
    .string()
    .regex(/^\/[^\s?#]*$/, "a path that starts with a slash, like /shop")
    .default("/"),
  /** Name of one of the app's TCP ports; the first one when absent. */
  port: z.string().optional(),
  /** Absent: plain HTTP. */
  tls: z
    .strictObject({
      /** A Secret of type kubernetes.io/tls in the tenant's namespace that somebody else writes. */
      secret: secretName.optional(),
      /** Entry of the fleet's secret store with `tls.crt` and `tls.key`. */
      from: secretEntry.optional(),
      /** ClusterIssuer of cert-manager, where the site's profile has it. */
      issuer: secretName.optional(),
    })
    .refine((tls) => Object.values(tls).filter((each) => each !== undefined).length === 1, {
      error: "one of secret, from and issuer",
    })
    .optional(),
});

/** Destinations outside the tenant's namespace; everything else stays closed. */
export const egressSchema = z.array(
  z.strictObject({
    /** An address range; a lone address is written /32 or /128. */
    cidr,
    ports: z.array(port).min(1, "at least one port"),
    protocol: z.enum(["TCP", "UDP"]).default("TCP"),
  }),
);

export type ExposeSpec = z.output<typeof exposeSchema>;
export type EgressSpec = z.output<typeof egressSchema>;
