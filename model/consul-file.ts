/** The schemas of Consul: where the agents of a fleet are, and what an app registers there. */

import { z } from "zod";
import { secretEntry, secretKey } from "./app-container-file.ts";
import { image, secretName } from "./scalars.ts";

const port = z.int("a port from 1 to 65535").min(1, "a port from 1 to 65535").max(65535, "a port from 1 to 65535");

/** The agents, one at each server that is a node of a hub; they and their servers are not Flotilla's. */
export const consulAgentsSchema = z.strictObject({
  /** Of the HTTP API, at the server's own address (Consul: `client_addr`, `ports.http`). */
  port: port.default(8500),
  /** With `/bin/sh` and curl, by which the pods of apps ask their agent. */
  image,
});

/** A duration as Go writes it, in one unit. */
const duration = z.string().regex(/^[1-9]\d{0,4}[smh]$/, "a duration, like 30m");

/** One minute is the least that Consul takes (agent/structs: DeregisterCriticalServiceAfter). */
const MIN_SECONDS = 60;
const seconds = { s: 1, m: 60, h: 3600 } as const;
const secondsOf = (text: string) => Number.parseInt(text, 10) * seconds[text.slice(-1) as keyof typeof seconds];

/** What an app registers at the Consul agent of the server that a pod is on. */
export const registrationSchema = z.strictObject({
  /** Name of the service, which Consul's DNS answers (RFC 1123); absent: the app's. */
  service: z
    .string()
    .regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, "the name of a service, like checkout")
    .optional(),
  /** Name of one of the app's TCP ports; absent: the first. */
  port: z.string().optional(),
  tags: z.array(z.string().regex(/^[A-Za-z0-9][-A-Za-z0-9_.=/:]{0,62}$/, "a tag, like v2 or team=retail")).default([]),
  /** Path that answers the agent with 200 to 299; absent: that of the readiness probe, or a connection. */
  check: z
    .string()
    .regex(/^\/[-A-Za-z0-9._~%/?=&]*$/, "a path that starts with a slash, like /healthz")
    .optional(),
  /** How long a pod that answers no more stays in the list: its server may have lost its power. */
  deregisterAfter: duration
    .refine((text) => secondsOf(text) >= MIN_SECONDS, "at least one minute: Consul takes no less")
    .default("30m"),
  /** Of an ACL that may write the service; absent: the agent asks for none. */
  token: z
    .strictObject({
      /** Entry of the fleet's secret store. */
      from: secretEntry.optional(),
      /** The value of the entry that is meant; absent: the entry is the value. */
      property: secretKey.optional(),
      /** A Secret of the tenant's namespace that somebody else writes, with `key`. */
      secret: secretName.optional(),
      key: secretKey.optional(),
    })
    .refine(
      ({ from, property, secret, key }) =>
        from === undefined
          ? secret !== undefined && key !== undefined && property === undefined
          : secret === undefined && key === undefined,
      { error: "{ from, property }, an entry of the secret store, or { secret, key }" },
    )
    .optional(),
});

export type ConsulAgentsSpec = z.output<typeof consulAgentsSchema>;
export type RegistrationSpec = z.output<typeof registrationSchema>;
