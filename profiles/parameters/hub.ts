import { z } from "zod";
import { address } from "../../model/address-scalars.ts";
import { quantity } from "../../model/scalars.ts";
import { historyDuration } from "./fields.ts";

/** Parameters of hubs. */
export const hubParameters = z.strictObject({
  metricsHistory: historyDuration.default("15d").describe("How long the metrics of the sites can be asked for."),
  metricsStorage: quantity.default("200Gi").describe("Size of their volume; it cannot be changed in place."),
  logHistory: historyDuration.default("2w").describe("How long the logs of the sites are kept."),
  logStorage: quantity.default("500Gi").describe("Size of their volume; it cannot be changed in place."),
  ironicAddress: address
    .optional()
    .describe(
      "Where Ironic answers the BMCs and the servers that it installs: a free address of the hub's own network. Needed for Metal3 sites; while it is set the hub can install servers and release them.",
    ),
  ironicAnnouncer: z
    .enum(["kube-vip", "own"])
    .default("kube-vip")
    .describe(
      "Who puts that address onto the network. kube-vip: one that serves this address alone. own: the hub's own load balancer, such as MetalLB or Cilium, which has the address in a pool.",
    ),
  admission: z
    .enum(["deny", "warn", "off"])
    .default("deny")
    .describe(
      "What the API server does with what the rules for tenants forbid. deny: refuses it. warn: tells the caller and the audit log. off: no such policies. They need Kubernetes 1.30.",
    ),
  tenantStorage: quantity
    .default("100Gi")
    .describe("How much the volumes of one tenant namespace on the hub may claim together."),
});
