import { z } from "zod";
import { quantity } from "../../model/scalars.ts";
import { historyDuration } from "./fields.ts";

/** Parameters of hubs. */
export const hubParameters = z.strictObject({
  metricsHistory: historyDuration.default("15d").describe("How long the metrics of the sites can be asked for."),
  metricsStorage: quantity.default("200Gi").describe("Size of their volume; it cannot be changed in place."),
  logHistory: historyDuration.default("2w").describe("How long the logs of the sites are kept."),
  logStorage: quantity.default("500Gi").describe("Size of their volume; it cannot be changed in place."),
  tenantStorage: quantity
    .default("100Gi")
    .describe("How much the volumes of one tenant namespace on the hub may claim together."),
});
