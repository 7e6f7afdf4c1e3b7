/** The schema of `delivery`: the name of an engine, which then reads Git, or both. */

import { z } from "zod";
import { type DeliverySpec, deliveryNames, deliverySources } from "./delivery.ts";

export const deliverySchema: z.ZodType<DeliverySpec> = z.union(
  [
    z.enum(deliveryNames),
    z.strictObject({ engine: z.enum(deliveryNames), source: z.enum(deliverySources).default("git") }),
  ],
  { error: "flux or argocd, or { engine: flux, source: oci }" },
);
