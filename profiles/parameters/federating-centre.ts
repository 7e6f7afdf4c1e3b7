import { z } from "zod";
import { quantity } from "../../model/scalars.ts";
import { centreParameters } from "./centre.ts";
import { hostOrAddress } from "./fields.ts";

/** Parameters of a centre that hands apps out to hubs. */
export const federatingCentreParameters = centreParameters.extend({
  federationHosts: z
    .array(hostOrAddress)
    .default([])
    .describe(
      "Names and addresses by which hubs reach Karmada, besides the host of the centre's endpoint; they count when it is installed.",
    ),
  federationReplicas: z
    .union([z.literal(1), z.literal(3)], { error: "1 or 3" })
    .default(3)
    .describe("Servers of Karmada's etcd and API, each on a server of its own; it cannot be changed in place."),
  federationStorage: quantity
    .default("20Gi")
    .describe("Size of the volume of each server of Karmada's etcd; it cannot be changed in place."),
});
