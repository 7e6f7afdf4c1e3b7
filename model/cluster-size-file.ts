/** The schemas of what a fleet offers to teams that want a cluster for a time: sizes, and what a team may have. */

import { z } from "zod";
import { architectures, devices } from "./server-words.ts";

/** `14d` */
export const lifetime = z.string().regex(/^[1-9]\d{0,3}d$/, "a number of days, like 14d");

/** What a cluster of a size is made of, out of the servers of a zone's pool. */
const sizeSchema = z.strictObject({
  controlPlanes: z.union([z.literal(1), z.literal(3), z.literal(5)], { error: "1, 3 or 5 servers" }),
  workers: z.int("a number of servers").min(0, "zero or more servers").default(0),
  /** Absent: either, but all of one cluster have the same. */
  arch: z.enum(architectures).optional(),
  /** Which every server has. */
  devices: z.array(z.enum(devices)).default([]),
});

/** By the names that cluster files give. */
export const clusterSizesSchema = z.record(
  z.string().regex(/^[a-z0-9]([-a-z0-9]{0,28}[a-z0-9])?$/, "the name of a size, like small"),
  sizeSchema,
);

/** What a team may have at once, in all regions together; clusters on their way out count until they are gone. */
export const quotaSchema = z.strictObject({
  clusters: z.int("a number of clusters").min(0, "zero or more clusters"),
  servers: z.int("a number of servers").min(0, "zero or more servers"),
  /** The longest that one may live; absent: as long as its file says. */
  lifetime: lifetime.optional(),
});

export type ClusterSize = z.output<typeof sizeSchema>;
export type QuotaSpec = z.output<typeof quotaSchema>;

export function serversOf({ controlPlanes, workers }: ClusterSize): number {
  return controlPlanes + workers;
}
