import { z } from "zod";
import { quantity } from "../../model/scalars.ts";
import { hostOrAddress } from "./fields.ts";

/**
 * Parameters of the profiles whose servers join a hub with their system installed. Nothing applies them there: zones with
 * sites of other kinds beside these may set them without effect here.
 */
export const joinedSiteParameters = z.strictObject({
  ntp: z
    .array(hostOrAddress)
    .default([])
    .describe(
      "Time servers of the zone. Not applied: a server that joins keeps the time service it was installed with.",
    ),
  storage: quantity
    .default("100Gi")
    .describe("Disk for volumes. Not applied: what tenants claim on the hub, its own tenantStorage limits."),
});
