import { z } from "zod";
import { quantity } from "../../model/scalars.ts";
import { historyDuration } from "./fields.ts";

/** Parameters of the centre. */
export const centreParameters = z.strictObject({
  metricsHistory: historyDuration.default("90d").describe("How long the digests of the regions can be asked for."),
  metricsStorage: quantity.default("500Gi").describe("Size of their volume; it cannot be changed in place."),
});
