import { z } from "zod";
import { quantity } from "../../model/scalars.ts";
import { hostOrAddress } from "./fields.ts";

/**
 * Parameters of the profiles whose servers become nodes of the hub. KubeEdge takes a server as it is
 * and runs no storage driver there, so zones with sites of both kinds may set these without effect here.
 */
export const nodeSiteParameters = z.strictObject({
  ntp: z
    .array(hostOrAddress)
    .default([])
    .describe("Time servers of the zone. Not applied: a KubeEdge node keeps the time service it was installed with."),
  storage: quantity
    .default("100Gi")
    .describe("Disk for volumes. Not applied: what tenants claim on the hub, its own tenantStorage limits."),
});
